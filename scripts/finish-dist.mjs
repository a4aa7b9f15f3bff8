// Trunk's last step (a post_build hook): makes its output small, fit the page's content security policy and safe to cache, then checks it.
//
// 1. The sheets of style/ become one, without their comments: they compress better together, and a visit asks once.
// 2. The program's imports get short names, and its script loses what nobody reads there: comments, indents and classes for streams.
// 3. Trunk starts the page by an inline script, which the policy refuses: the script becomes a file.
// 4. The worker runs the page's own program; the few lines that start it there are written here, with those of a second one that reads
//    files, and the page reads the first one's name from a <meta>.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withShortNames } from "./short-names.mjs";

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

// wasm-bindgen's script as it is read by browsers only. No string in it is longer than a line.
function withoutPadding(script) {
  const lines = script.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "").replace(/^ +/gm, "");
  return lines.replace(/^export class IntoUnderlying[\s\S]*?\n}\nif \(Symbol.dispose\).*\n/gm, "").replace(/^const IntoUnderlying[\s\S]*?;\n/gm, "");
}

// The program and its script keep their files' names: what is changed in them follows from what the names are the hashes of.
function shortenNames(html) {
  const files = [built("outturn", "_bg.wasm"), built("outturn", ".js")].map(inStaging);
  const before = files.map((file) => readFileSync(file));
  const [program, script] = withShortNames(before[0], before[1].toString("utf8"));
  const after = [program, withoutPadding(script)];
  files.forEach((file, i) => {
    writeFileSync(file, after[i]);
    html = html.replaceAll(integrityOf(before[i]), integrityOf(after[i]));
  });
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

// A page's policy in a <meta> does not bind its workers, and a static host sends no header that would: so a worker first gives up all
// that could ask a network for anything.
const SILENT = `for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource"]) self[name] = undefined;
`;

// Reads files ahead of the worker that makes tables of them: a thread that computes cannot fetch the next bytes. Each question brings
// the port for its answer: pieces in order, then null, or the sentence of what went wrong. Every piece's buffer comes back once its
// bytes are taken, to be filled again: so few are under way, and none is left to be collected. A stream into buffers of ours is the
// fastest way to a file's bytes; not every browser has it. At the end the buffers are freed at once: sent to where nobody is.
const reader = `${SILENT}const PIECE = 1 << 20, AHEAD = 2;
const post = (port, bytes) => port.postMessage(bytes, [bytes]);
const away = (bytes) => {
  if (!bytes) return;
  const { port1, port2 } = new MessageChannel();
  port2.close();
  post(port1, bytes);
};
onmessage = async ({ data: [file, port] }) => {
  const free = [];
  let more;
  let give = (buffer) => { free.push(buffer); more?.(); };
  const take = async () => {
    while (free.length === 0) await new Promise((given) => { more = given; });
    return free.pop();
  };
  port.onmessage = ({ data }) => give(data);
  const send = (bytes) => post(port, bytes);
  const slices = async () => {
    for (let at = 0; at < file.size; at += PIECE) {
      away(await take());
      send(await file.slice(at, at + PIECE).arrayBuffer());
    }
  };
  const fill = async (stream) => {
    for (let ended = false; !ended; ) {
      let bytes = await take(), filled = 0;
      while (filled < bytes.byteLength && !ended) {
        const { value, done } = await stream.read(new Uint8Array(bytes, filled));
        ended = done;
        if (value) [bytes, filled] = [value.buffer, filled + value.byteLength];
      }
      if (filled === bytes.byteLength) send(bytes);
      else {
        if (filled) send(bytes.slice(0, filled));
        away(bytes);
      }
    }
  };
  try {
    let stream;
    try {
      stream = file.stream().getReader({ mode: "byob" });
    } catch {}
    for (let n = 0; n < AHEAD; n++) give(stream && new ArrayBuffer(Math.min(PIECE, file.size + 1)));
    await (stream ? fill(stream) : slices());
    port.postMessage(null);
    give = away;
    free.forEach(give);
  } catch (error) {
    port.postMessage(String(error?.message ?? error));
  }
};
`;

// The worker's script: waits for the page to hand over the program it runs. Once it runs there, a spare worker of the same script is
// started, which is there from its first message on; it has none of its own. What a thread that is lost was for, the worker does by
// itself.
const worker = (program, reader) => `import start from "./${program}";
const Thread = self.Worker;
const lost = (name) => () => { self[name] = undefined; };
self.reader = Thread && new Thread(new URL("./${reader}", import.meta.url));
if (self.reader) self.reader.onerror = lost("reader");
${SILENT}self.Worker = undefined;
onmessage = async ({ data }) => {
  await start({ module_or_path: data });
  if (!Thread || self.name === "spare") return;
  const spare = new Thread(import.meta.url, { type: "module", name: "spare" });
  spare.onmessage = () => { self.spare = spare; };
  spare.onerror = lost("spare");
  spare.postMessage(data);
};
`;

function writeScript(name, written) {
  const code = written.replace(/^ +/gm, "");
  const script = `${name}-${hashOf(code)}.js`;
  writeFileSync(inStaging(script), code);
  return script;
}

function writeWorker(html) {
  const program = built("outturn", ".js");
  const script = writeScript("worker", worker(program, writeScript("reader", reader)));
  const meta = /(<meta name="outturn-worker" content=")[^"]*(")/;
  if (!meta.test(html)) fail('index.html has no <meta name="outturn-worker">');
  return html.replace(meta, `$1./${script}$2`);
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
const html = [mergeSheets, shortenNames, moveInlineScripts, writeWorker].reduce((page, step) => step(page), written);
writeFileSync(page, html);
check(html);
