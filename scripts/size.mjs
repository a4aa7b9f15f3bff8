// The size budget: everything that a first visit loads, as a static host with brotli sends it. All of dist/ counts, since all of it
// is the page: nothing in it is loaded only by some visitors.
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

// Bytes, set well above what the page takes: compilers differ by several kilobytes over the same source, and a library that serves is
// worth more than its size.
const BUDGET = 1_000_000;

const compressed = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;

const rows = readdirSync("dist", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ name, parentPath, path }) => {
    const bytes = readFileSync(`${parentPath ?? path}/${name}`);
    return { name, plain: bytes.length, brotli: compressed(bytes) };
  })
  .sort((a, b) => b.brotli - a.brotli);
const total = rows.reduce((sum, row) => ({ name: "first visit", plain: sum.plain + row.plain, brotli: sum.brotli + row.brotli }), { plain: 0, brotli: 0 });

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const line = ({ name, plain, brotli }) => `${name.padEnd(44)}${kilobytes(plain)}${kilobytes(brotli)}`;
console.log(`${"kB".padEnd(44)}${"plain".padStart(9)}${"brotli".padStart(9)}`);
for (const row of rows) console.log(line(row));
console.log(line(total));
console.log(`budget ${(BUDGET / 1000).toFixed(0)} kB after brotli: ${((100 * total.brotli) / BUDGET).toFixed(0)} % used`);
if (total.brotli > BUDGET) {
  console.error(`Over budget by ${((total.brotli - BUDGET) / 1000).toFixed(1)} kB.`);
  process.exit(1);
}
