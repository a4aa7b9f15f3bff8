// Trunk's last step (a post_build hook): makes its output fit the page's content security policy and safe to cache, then checks it.
//
// 1. The sheets of style/ become one, without their comments: they compress better together, and a visit asks once.
// 2. Trunk starts the page by an inline script, which the policy refuses: the script becomes a file.
// 3. The worker runs the page's own program: its script is put together from wasm-bindgen's and src/browser/js, and the page is told
//    its name.
// 4. The service worker is given the list of all files.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listBuild, sourceOf } from "./list-build.mjs";

// The worker's script as index.html names it.
const WORKER = "./worker.js";

const staging = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
const inStaging = (name) => join(staging, name);
const hashOf = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex").slice(0, 16);

function fail(what) {
  console.error(`finish-dist: ${what}`);
  process.exit(1);
}

const integrityOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

// The one file of trunk's output whose name begins and ends so, its hash in between.
function built(name, ending) {
  const found = readdirSync(staging).find((file) => file.startsWith(name) && /^-[0-9a-f]+$/.test(file.slice(name.length, -ending.length)) && file.endsWith(ending));
  if (!found) fail(`trunk wrote no ${name}-HASH${ending}`);
  return found;
}

// The sheets in the order in which the page links them.
function mergeSheets(html) {
  const links = [...html.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>\s*/g)];
  if (links.length === 0) fail("index.html links no sheet");
  const rules = links.map(([, name]) => readFileSync(inStaging(name), "utf8").replace(/\/\*[\s\S]*?\*\//g, ""));
  const sheet = rules.join("").replace(/\s*\n\s*/g, "\n").replace(/\s*([{};])\s*/g, "$1").trimStart();
  const name = `style-${hashOf(sheet)}.css`;
  writeFileSync(inStaging(name), sheet);
  const link = `<link rel="stylesheet" href="./${name}" integrity="${integrityOf(sheet)}">\n    `;
  for (const [whole, old] of links) {
    rmSync(inStaging(old));
    html = html.replace(whole, whole === links[0][0] ? link : "");
  }
  return html;
}

// Each inline script becomes start-HASH.js. Paths inside are relative to the page, and the file lies beside it.
function moveInlineScripts(html) {
  return html.replace(/<script\b([^>]*)>([\s\S]*?)<\/script>/g, (whole, attributes, code) => {
    if (/\bsrc=/.test(attributes)) return whole;
    const name = writeScript("start", `${code.trim()}\n`);
    return `<script${attributes.replace(/\s+nonce="[^"]*"/, "")} src="./${name}"></script>`;
  });
}

function writeScript(name, written) {
  const code = written.replace(/^ +/gm, "");
  const script = `${name}-${hashOf(code)}.js`;
  writeFileSync(inStaging(script), code);
  return script;
}

// The worker's script is whole, since nothing can be loaded where it runs: wasm-bindgen's code, then our own.
function writeWorker(html) {
  const program = readFileSync(inStaging(built("outturn", ".js")), "utf8");
  if (!/function __wbg_init\(/.test(program)) fail("wasm-bindgen's script starts the program by another name than __wbg_init");
  const own = ["silence.js", "reader.js", "worker.js"].map(sourceOf);
  const script = writeScript("worker", [program, ...own].join("\n"));
  if (!html.includes(WORKER)) fail(`index.html does not name ${WORKER}`);
  return html.replaceAll(WORKER, `./${script}`);
}

// The manifest of the installed page names its icons; this one's name carries a hash.
function writeManifest(html) {
  const manifest = inStaging("outturn.webmanifest");
  const written = readFileSync(manifest, "utf8").replace('"favicon.svg"', `"${built("favicon", ".svg")}"`);
  writeFileSync(manifest, written);
  for (const { src } of JSON.parse(written).icons) {
    if (!existsSync(inStaging(src))) fail(`outturn.webmanifest names ${src}, which was not built`);
  }
  return html;
}

function check(html) {
  if (!/http-equiv="?Content-Security-Policy/i.test(html)) fail("index.html has no content security policy");
  if (/<style\b|\sstyle=|\son[a-z]+=/i.test(html)) fail("index.html has inline styles or handlers, which the policy refuses");
  for (const [, link] of html.matchAll(/\b(?:href|src)="([^"]*)"/g)) {
    if (/^(?:[a-z]+:|\/)/i.test(link)) fail(`index.html links ${link}; only relative links work from every host and sub-path`);
    if (!existsSync(inStaging(link))) fail(`index.html links ${link}, which was not built`);
    const integrity = html.match(new RegExp(`${link.replaceAll(".", "\\.")}"[^>]*? integrity="([^"]*)"`));
    if (integrity && integrity[1] !== integrityOf(readFileSync(inStaging(link)))) fail(`${link} is not what index.html says it is`);
  }
  const written = readFileSync(join(source, "index.html"), "utf8");
  for (const sheet of readdirSync(join(source, "style")).filter((name) => name.endsWith(".css"))) {
    if (!written.includes(`href="style/${sheet}"`)) fail(`index.html does not link style/${sheet}`);
  }
}

const page = inStaging("index.html");
const written = readFileSync(page, "utf8").replace(/\s*<!--[\s\S]*?-->/g, "");
const html = [mergeSheets, moveInlineScripts, writeWorker, writeManifest].reduce((page, step) => step(page), written);
writeFileSync(page, html);
check(html);
listBuild(staging);
