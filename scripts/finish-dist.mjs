// Trunk's last step (a post_build hook): makes its output fit the page's content security policy and safe to cache, then checks it.
//
// 1. Trunk starts the page by an inline script, which the policy refuses: the script becomes a file.
// 2. Trunk hashes the names of the page's files but not of the worker's; a browser could then pair a new page with a cached old worker,
//    which would not understand it. The worker's three files get their content's hash, and the page reads the name from a <meta>.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
const inStaging = (name) => join(staging, name);
const hashOf = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex").slice(0, 16);

function fail(what) {
  console.error(`finish-dist: ${what}`);
  process.exit(1);
}

// Each inline script becomes start-HASH.js. Paths inside are relative to the page, and the file lies beside it.
function moveInlineScripts(html) {
  return html.replace(/<script\b([^>]*)>([\s\S]*?)<\/script>/g, (whole, attributes, code) => {
    if (/\bsrc=/.test(attributes)) return whole;
    const name = `start-${hashOf(code)}.js`;
    writeFileSync(inStaging(name), `${code.trim()}\n`);
    return `<script${attributes.replace(/\s+nonce="[^"]*"/, "")} src="./${name}"></script>`;
  });
}

// A page's policy in a <meta> does not bind its workers, and a static host sends no header that would. So once the worker's program is
// there, its loader takes away all that could ask a network for anything.
const loader = (hash) => `importScripts("./worker-${hash}.js");
wasm_bindgen({ module_or_path: "./worker-${hash}_bg.wasm" });
for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "importScripts"]) self[name] = undefined;
`;

// worker.js, worker_bg.wasm and worker_loader.js → …-HASH. The loader is written anew: all it says is the names of the other two.
function nameWorkerByContent(html) {
  const [script, wasm, old] = ["worker.js", "worker_bg.wasm", "worker_loader.js"];
  for (const name of [script, wasm, old]) if (!existsSync(inStaging(name))) fail(`trunk wrote no ${name}`);
  const hash = hashOf(readFileSync(inStaging(script)), readFileSync(inStaging(wasm)));
  renameSync(inStaging(script), inStaging(`worker-${hash}.js`));
  renameSync(inStaging(wasm), inStaging(`worker-${hash}_bg.wasm`));
  rmSync(inStaging(old));
  const start = `worker-${hash}_loader.js`;
  writeFileSync(inStaging(start), loader(hash));
  const meta = /(<meta name="outturn-worker" content=")[^"]*(")/;
  if (!meta.test(html)) fail('index.html has no <meta name="outturn-worker">');
  return html.replace(meta, `$1./${start}$2`);
}

function check(html) {
  if (!/http-equiv="?Content-Security-Policy/i.test(html)) fail("index.html has no content security policy");
  if (/<style\b|\sstyle=|\son[a-z]+=/i.test(html)) fail("index.html has inline styles or handlers, which the policy refuses");
  for (const [, link] of html.matchAll(/\b(?:href|src)="([^"]*)"/g)) {
    if (/^(?:[a-z]+:|\/)/i.test(link)) fail(`index.html links ${link}; only relative links work from every host and sub-path`);
    if (!existsSync(inStaging(link))) fail(`index.html links ${link}, which was not built`);
  }
  const written = readFileSync(join(source, "index.html"), "utf8");
  for (const sheet of readdirSync(join(source, "style")).filter((name) => name.endsWith(".css"))) {
    if (!written.includes(`href="style/${sheet}"`)) fail(`index.html does not link style/${sheet}`);
  }
}

const page = inStaging("index.html");
const html = nameWorkerByContent(moveInlineScripts(readFileSync(page, "utf8")));
writeFileSync(page, html);
check(html);
