// Writes into a built folder what its service worker needs: the build's name and the SHA-256 of each of its files. The page is given the
// name too, to tell its own build from a newer one.
//
// `node scripts/list-build.mjs FOLDER` does it again after a file was changed by hand.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PAGE = "index.html";
const SERVICE_WORKER = "service-worker.js";
const SOURCE = join(import.meta.dirname, "../src/browser/js", SERVICE_WORKER);
const EMPTY_LIST = 'const BUILD = { name: "", files: {} };';
const NAME_IN_PAGE = /(<meta name="outturn-build" content=")[^"]*(")/;

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const replaced = (text, what, by) => {
  if (text.search(what) < 0) throw new Error(`list-build: there is no ${what} to fill in`);
  return text.replace(what, by);
};

export function listBuild(folder) {
  const path = (name) => join(folder, name);
  const names = readdirSync(folder).filter((name) => name !== SERVICE_WORKER && name !== PAGE).sort();
  const files = Object.fromEntries(names.map((name) => [name, sha256(readFileSync(path(name)))]));
  const page = replaced(readFileSync(path(PAGE), "utf8"), NAME_IN_PAGE, "$1$2");
  const name = sha256(JSON.stringify([files, page])).slice(0, 16);
  const named = page.replace(NAME_IN_PAGE, `$1${name}$2`);
  writeFileSync(path(PAGE), named);
  const list = `const BUILD = ${JSON.stringify({ name, files: { [PAGE]: sha256(named), ...files } }, null, 1)};`;
  writeFileSync(path(SERVICE_WORKER), replaced(readFileSync(SOURCE, "utf8"), EMPTY_LIST, () => list));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) listBuild(process.argv[2]);
