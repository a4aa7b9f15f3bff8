// Trunk's last step (a post_build hook): makes of its output the files that the page loads, each by the hash of what is in it, and lists
// them for the service worker. A file with a hash in its name may be cached for ever.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { listBuild } from "./list-build.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
const inStaging = (name) => join(staging, name);
const PAGE = inStaging("index.html");
// What wasm-bindgen writes of each program, which is called so in the page. Its script is a part of a bundle of scripts.
const PROGRAMS = { outturn: "outturn", readers: "outturn-readers", writers: "outturn-writers" };
const written = (program) => [`${PROGRAMS[program]}_bg.wasm`, `${PROGRAMS[program]}.js`].map(inStaging);

function fail(what) {
  console.error(`finish-dist: ${what}`);
  process.exit(1);
}

const integrityOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

// Bundles of these entries, by their names in the page, each whole in one file. They import the script of a program as "program.js".
async function bundled(program, entryPoints) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: source,
    entryPoints,
    alias: { "program.js": written(program)[1] },
    bundle: true,
    minify: true,
    format: "esm",
    target: "esnext",
    outdir: staging,
    entryNames: "[name]",
    write: false,
    metafile: true,
  });
  return { files: outputFiles.map(({ path, contents }) => [basename(path), contents]), metafile };
}

// The start of the page and of each worker, and the sheet.
async function bundles() {
  const js = "src/browser/js";
  const { files, metafile } = await bundled("outturn", { start: `${js}/start.js`, worker: `${js}/worker.js`, style: "style/style.css" });
  for (const sheet of readdirSync(join(source, "style")).filter((name) => name.endsWith(".css"))) {
    if (!metafile.inputs[`style/${sheet}`]) fail(`style/style.css does not import ${sheet}`);
  }
  for (const program of ["readers", "writers"]) files.push(...(await bundled(program, { [program]: `${js}/program.js` })).files);
  return files;
}

// Writes a file under a name with its hash, and gives the page that name and, where it asks for it, the file's integrity.
function named(html, [name, bytes]) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const hashed = name.replace(".", `-${hash}.`);
  writeFileSync(inStaging(hashed), bytes);
  if (!html.includes(`"./${name}"`)) fail(`index.html does not name ./${name}`);
  return html.replaceAll(`"./${name}" integrity=""`, `"./${hashed}" integrity="${integrityOf(bytes)}"`).replaceAll(`"./${name}"`, `"./${hashed}"`);
}

function check(html) {
  if (!/http-equiv="?Content-Security-Policy/i.test(html)) fail("index.html has no content security policy");
  if (/<style\b|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/i.test(html)) fail("index.html has inline styles, scripts or handlers, which the policy refuses");
  for (const [, link] of html.matchAll(/\b(?:href|src)="([^"]*)"/g)) {
    if (/^(?:[a-z]+:|\/)/i.test(link)) fail(`index.html links ${link}; only relative links work from every host and sub-path`);
    if (!existsSync(inStaging(link))) fail(`index.html links ${link}, which was not built`);
  }
  for (const { src } of JSON.parse(readFileSync(inStaging("outturn.webmanifest"), "utf8")).icons) {
    if (!existsSync(inStaging(src))) fail(`outturn.webmanifest names ${src}, which was not built`);
  }
}

const programs = Object.keys(PROGRAMS).map((program) => [`${program}.wasm`, readFileSync(written(program)[0])]);
const files = [...programs, ...(await bundles())];
const template = readFileSync(PAGE, "utf8").replace(/\s*(?:<!--[\s\S]*?-->|<link data-trunk rel="rust"[^>]*>)/g, "");
const html = files.reduce(named, template);
writeFileSync(PAGE, html);
for (const path of Object.keys(PROGRAMS).flatMap(written)) rmSync(path);
check(html);
listBuild(staging);
