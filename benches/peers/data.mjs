// The predictions log: 12 models over 180 days, seeded, so that every run measures the same rows.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

const DAY = 86_400_000;
const DAYS = 180;
const FROM = Date.UTC(2026, 0, 1);
const SEEDS = { "1m": 42, "100k": 43 };
export const ROWS = { "1m": 1_000_000, "100k": 100_000 };

// Share of the calls, median latency in ms and its spread, accuracy at first, cost of a call.
const MODELS = [
  ["churn-gbm", 0.1, 18, 0.45, 0.86, 0.00004],
  ["churn-nn", 0.06, 42, 0.5, 0.88, 0.00011],
  ["fraud-gbm", 0.16, 12, 0.4, 0.94, 0.00003],
  ["fraud-graph", 0.05, 95, 0.7, 0.955, 0.0004],
  ["credit-lr", 0.09, 4, 0.35, 0.79, 0.00001],
  ["credit-gbm", 0.1, 15, 0.45, 0.84, 0.00003],
  ["doc-ocr", 0.05, 380, 0.6, 0.91, 0.0031],
  ["doc-layout", 0.04, 520, 0.65, 0.9, 0.0044],
  ["search-rank", 0.15, 33, 0.5, 0.72, 0.00008],
  ["search-embed", 0.1, 27, 0.4, 0.75, 0.00006],
  ["chat-small", 0.07, 640, 0.7, 0.81, 0.0052],
  ["chat-large", 0.03, 1850, 0.75, 0.89, 0.031],
];

// mulberry32: 32 bits of state are plenty for test data.
function random(seed) {
  const uniform = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

function pick(uniform) {
  let left = uniform() * MODELS.reduce((sum, [, share]) => sum + share, 0);
  return MODELS.findIndex(([, share], at) => (left -= share) < 0 || at === MODELS.length - 1);
}

function* lines(rows, { uniform, normal }) {
  yield "timestamp,model,latency_ms,status,predicted,actual,group,cost_usd\n";
  const within = (time) => Math.min(DAYS * DAY - 1, Math.max(0, time));
  for (let row = 0; row < rows; row++) {
    // Nearly in order, as logs are: five minutes to and fro, so that days overlap at midnight.
    const time = within(Math.floor(((row + 0.5) * DAYS * DAY) / rows + (uniform() - 0.5) * 600_000));
    const day = time / DAY;
    const at = pick(uniform);
    const [model, , median, spread, accuracy, price] = MODELS[at];
    const latency = median * (1 + 0.15 * Math.sin(day / 9 + at)) * Math.exp(spread * normal());
    const status = uniform() < 0.003 ? "error" : "ok";
    const actual = uniform() < 0.3 ? 1 : 0;
    const predicted = uniform() < accuracy - 0.0003 * day ? actual : 1 - actual;
    const group = "ABC"[Math.floor(3 * uniform())];
    const cost = price * Math.exp(0.25 * normal());
    const fields = [new Date(FROM + time).toISOString(), model, latency.toFixed(3), status, predicted, actual, group, cost.toFixed(6)];
    yield `${fields.join(",")}\n`;
  }
}

// The file of this size, written if it is not there yet.
export function predictions(size) {
  const folder = join(import.meta.dirname, "data");
  const file = join(folder, `predictions-${size}.csv`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const out = openSync(`${file}.part`, "w");
  let text = "";
  for (const line of lines(ROWS[size], random(SEEDS[size]))) {
    text += line;
    if (text.length > 1 << 20) {
      writeSync(out, text);
      text = "";
    }
  }
  writeSync(out, text);
  closeSync(out);
  renameSync(`${file}.part`, file);
  return file;
}
