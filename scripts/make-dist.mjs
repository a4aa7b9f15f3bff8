// Makes dist/ of what cargo has built: each program bound to JavaScript and optimised, scripts and sheets bundled, each file that may change
// named by the hash of what is in it, and all of them listed for the service worker. A file with a hash in its name may be cached for ever.
//
// `node scripts/make-dist.mjs FOLDER`, the folder being where cargo puts its programs.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { listBuild } from "./list-build.mjs";

const source = join(import.meta.dirname, "..");
const built = resolve(process.argv[2]);
const work = join(built, "bound"); // what wasm-bindgen and wasm-opt write
const staging = join(built, "dist");
const inStaging = (name) => join(staging, name);
const PAGE = inStaging("index.html");
// What cargo calls the programs, by their names in the page.
const PROGRAMS = { outturn: "outturn", readers: "outturn-readers", writers: "outturn-writers" };
const ON_DEMAND = Object.keys(PROGRAMS).filter((program) => program !== "outturn");
// Parts of the page's program that are loaded later, by the names that the source gives them (src/ui/late.rs, src/browser/figures.rs); the
// last is what the others share.
const PARTS = ["figures", "screens", "shared"];
// Beside the page, under their own names.
const MANIFEST = "outturn.webmanifest";
const ICONS = JSON.parse(readFileSync(join(source, "style", MANIFEST), "utf8")).icons.map(({ src }) => src);

function fail(what) {
  console.error(`make-dist: ${what}`);
  process.exit(1);
}

const run = (tool, ...given) => promisify(execFile)(tool, given).catch(({ stderr, message }) => fail(stderr || message));

// A file of WebAssembly in the folder of work, optimised, under its name in the page.
async function optimised(name, file) {
  const out = join(work, `${file}.optimised`);
  // Functions that resemble each other lie side by side, where compression finds it.
  await run("wasm-opt", "-O2", "--one-caller-inline-max-function-size=0", "--reorder-functions-by-name", "-o", out, join(work, file));
  return [name, readFileSync(out)];
}

// A program as WebAssembly; its JavaScript is left in the folder of work.
async function bound(program, from = join(built, `${PROGRAMS[program]}.wasm`), ...how) {
  await run("wasm-bindgen", "--target", "web", "--no-typescript", "--out-dir", work, "--out-name", program, ...how, from);
  return optimised(`${program}.wasm`, `${program}_bg.wasm`);
}

// The page's program: what it starts with, and the parts that are split off it. The script that loads a part is told where it comes from
// (src/browser/js/parts.js).
async function boundInParts(program) {
  await run("wasm-split-cli", join(built, `${PROGRAMS[program]}.wasm`), work, "--out-name", program);
  const partOf = (file) => (file.startsWith("chunk_") ? "shared" : file.replace("split_", ""));
  const files = readdirSync(work).flatMap((file) => file.match(/^((?:split|chunk)_.*)\.wasm$/)?.[1] ?? []);
  const parts = files.map(partOf).sort();
  if (String(parts) !== String(PARTS)) fail(`the parts of the program are ${parts}; they should be ${PARTS}`);
  const loader = join(work, "__wasm_split.js");
  const script = readFileSync(loader, "utf8")
    .replace(/fetch\(new URL\("\.\/(\w+)\.wasm", import\.meta\.url\)\)/g, (_, file) => `self.outturnPart("${partOf(file)}")`)
    .replaceAll("WebAssembly.instantiateStreaming(src, imports)", "WebAssembly.instantiate(await src, imports)");
  writeFileSync(loader, script);
  // A part uses the table of the program's functions, which is kept for it.
  const main = bound(program, join(work, `${program}.wasm`), "--keep-lld-exports");
  return Promise.all([main, ...files.map((file) => optimised(`${partOf(file)}.wasm`, `${file}.wasm`))]);
}

const integrityOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

// Bundles of these entries, by their names in the page, each whole in one file. They import the script of a program as "program.js".
async function bundled(program, entryPoints) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: source,
    entryPoints,
    alias: { "program.js": join(work, `${program}.js`) },
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
  for (const program of ON_DEMAND) files.push(...(await bundled(program, { [program]: `${js}/program.js` })).files);
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
}

for (const folder of [work, staging]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
for (const name of [MANIFEST, ...ICONS]) {
  const from = [join(source, "style", name), join(source, "style/icons", name)].find(existsSync);
  if (!from) fail(`${MANIFEST} names ${name}, which is not there`);
  copyFileSync(from, inStaging(name));
}
const programs = (await Promise.all([boundInParts("outturn"), ...ON_DEMAND.map((program) => bound(program).then((file) => [file]))])).flat();
const template = readFileSync(join(source, "index.html"), "utf8").replace(/\s*<!--[\s\S]*?-->/g, "");
const pictures = readdirSync(join(source, "style/pictures")).map((name) => [name, readFileSync(join(source, "style/pictures", name))]);
const html = [...programs, ...(await bundles()), ...pictures].reduce(named, template);
writeFileSync(PAGE, html);
check(html);
listBuild(staging);
// Made elsewhere, so that a build that fails leaves what was there before.
const dist = join(source, "dist");
rmSync(dist, { recursive: true, force: true });
cpSync(staging, dist, { recursive: true });
