// Samples as Markdown tables.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(head), row(head.map((_, at) => (at ? "--:" : "---"))), ...rows.map(row)].join("\n");
const seconds = (ms) => (ms / 1000).toFixed(2);
const milliseconds = (ms) => ms.toFixed(0);

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const of = (samples, value) => median(samples.map(value));
const time = ({ samples }) => (samples.length ? of(samples, ({ ms }) => ms) : Infinity);

function times(result, shown, fastest) {
  const all = result.samples.map(({ ms }) => ms);
  const ratio = fastest < Infinity ? `${(time(result) / fastest).toFixed(2)} ×` : "—";
  return [shown(time(result)), `${shown(Math.min(...all))}–${shown(Math.max(...all))}`, ratio];
}

const figures = ({ differences, tool: { lacks } }) =>
  [differences ? `differ: ${differences}` : "agree", ...(lacks ? [`has no ${lacks.join(", ")}`] : [])].join("; ");

// One row a tool, the fastest first; ratios are to the fastest other tool whose figures are all there and right.
export function computing(results, file) {
  const size = statSync(file).size;
  const whole = ({ tool, differences }) => tool.name !== "outturn" && !differences && !tool.lacks;
  const fastest = Math.min(...results.filter(whole).map(time));
  const cells = (result) => {
    const { tool, samples, error } = result;
    if (!samples.length) return [tool.label, tool.where, `failed: ${error}`];
    const files = (weight) => `${(of(samples, (sample) => sample[weight]) / size).toFixed(1)} ×`;
    const parts = samples[0].parts?.map((_, part) => seconds(of(samples, ({ parts }) => parts[part])));
    return [
      tool.label, tool.where, ...times(result, seconds, fastest), parts?.join(" + ") ?? "", milliseconds(of(samples, ({ block }) => block)),
      files("peak"), files("settled"), seconds(of(samples, ({ processor }) => processor)), figures(result),
    ];
  };
  const head = ["tool", "computes in", "s", "range", "of the fastest other", "load + roll-up", "longest block of the page, ms"];
  head.push("peak memory, files", "settled, files", "CPU s", "figures");
  return table(head, results.toSorted((a, b) => time(a) - time(b)).map(cells));
}

export function starting(results, cache) {
  const fastest = Math.min(...results.filter(({ tool }) => tool.name !== "outturn" && !tool.floor).map(time));
  const cells = (result) => {
    const { tool, samples, files, error } = result;
    if (!samples.length) return [tool.label, `failed: ${error}`];
    const bytes = [...files].reduce((sum, file) => sum + compressed(file, cache), 0);
    return [tool.label, ...times(result, milliseconds, fastest), (bytes / 1e6).toFixed(2)];
  };
  const head = ["page", "usable after ms", "range", "of the fastest other", "loads, MB after brotli"];
  return table(head, results.toSorted((a, b) => time(a) - time(b)).map(cells));
}

// Kept from run to run: brotli takes a minute for DuckDB's program.
function compressed(file, cache) {
  const bytes = readFileSync(file);
  const kept = join(cache, `${createHash("sha256").update(bytes).digest("hex")}.brotli-size`);
  if (!existsSync(kept)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
    writeFileSync(kept, String(brotliCompressSync(bytes, { params }).length));
  }
  return Number(readFileSync(kept, "utf8"));
}
