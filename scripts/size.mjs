// The size budget: what a visit loads until the page is usable and can read a CSV or JSON file, as a static host with brotli sends it.
// Screens and programs that are loaded when they are needed are not of that.
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
// Of the pictures on the first screen a visit loads one: the largest counts.
const isOtherPicture = (name) => name.startsWith("picture-") && !name.startsWith("picture-wide-light");
// Icons are for a page that is installed: no visit loads them.
const ICONS = JSON.parse(readFileSync("dist/outturn.webmanifest", "utf8")).icons.map(({ src }) => src);
const ON_DEMAND = ["figures", "screens", "shared", "readers", "writers"];
const FIRST = "first visit", INSTALLED = "icons when installed", PICTURES = "the same picture for others";
const programOf = ({ name }) => (isOtherPicture(name) ? PICTURES : ICONS.some((icon) => icon.endsWith(name)) && !name.endsWith(".svg") ? INSTALLED : (ON_DEMAND.find((program) => name.startsWith(`${program}-`)) ?? FIRST));

const kilobytes = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const line = ({ name, plain, brotli }) => `${name.padEnd(44)}${kilobytes(plain)}${kilobytes(brotli)}`;
const sum = (name, rows) => rows.reduce((sum, { plain, brotli }) => ({ name, plain: sum.plain + plain, brotli: sum.brotli + brotli }), { plain: 0, brotli: 0 });

console.log(`${"kB".padEnd(44)}${"plain".padStart(9)}${"brotli".padStart(9)}`);
for (const row of rows) console.log(line(row));
console.log("by program");
const [first, ...others] = [FIRST, ...ON_DEMAND, PICTURES, INSTALLED].map((program) => sum(program, rows.filter((row) => programOf(row) === program)));
for (const program of [first, ...others]) console.log(line(program));
console.log(`budget of the first visit ${(BUDGET / 1000).toFixed(0)} kB after brotli: ${((100 * first.brotli) / BUDGET).toFixed(0)} % used`);
if (others.some(({ plain }) => plain === 0)) {
  console.error("What is loaded on demand, or an icon, is missing.");
  process.exit(1);
}
if (first.brotli > BUDGET) {
  console.error(`Over budget by ${((first.brotli - BUDGET) / 1000).toFixed(1)} kB.`);
  process.exit(1);
}
