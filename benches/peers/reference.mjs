// The figures once more, computed in the plainest way and by nothing that is measured.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const FIGURES = ["rows", "error rate", "p50", "p95", "p99", "accuracy", "cost"];
const TOLERANCE = 1e-9; // relative

function quantile(sorted, p) {
  const at = (sorted.length - 1) * p;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (at % 1) * (above - below);
}

function figures({ latencies, errors, right, cost }) {
  latencies.sort((a, b) => a - b);
  const rows = latencies.length;
  return [rows, errors / rows, ...[0.5, 0.95, 0.99].map((p) => quantile(latencies, p)), right / rows, cost / rows];
}

export async function reference(file) {
  const group = () => ({ latencies: [], errors: 0, right: 0, cost: 0 });
  const [all, groups] = [group(), new Map()];
  let header = true;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [timestamp, model, latency, status, predicted, actual, , cost] = line.split(",");
    if (header) {
      header = false;
      continue;
    }
    const key = `${timestamp.slice(0, 10)},${model}`;
    if (!groups.has(key)) groups.set(key, group());
    for (const into of [all, groups.get(key)]) {
      into.latencies.push(Number(latency));
      into.errors += status === "error";
      into.right += predicted === actual;
      into.cost += Number(cost);
    }
  }
  return { overall: figures(all), groups: new Map([...groups].map(([key, found]) => [key, figures(found)])) };
}

// What differs between an answer and the reference, as text: empty when every figure of every group agrees.
export function differences(answer, { overall, groups }, lacks = []) {
  if (answer.error) return answer.error;
  const counts = new Map();
  const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const compare = (found, expected) =>
    FIGURES.forEach((figure, at) => {
      const close = Math.abs(found[at] - expected[at]) <= TOLERANCE * Math.abs(expected[at]);
      if (!lacks.includes(figure) && (found[at] === null || !close)) count(figure);
    });
  compare(answer.overall, overall);
  const found = new Map(answer.groups.map(([day, model, ...values]) => [`${day},${model}`, values]));
  if (found.size !== groups.size) count(`${found.size} groups, not ${groups.size}`);
  for (const [key, expected] of groups) {
    if (found.has(key)) compare(found.get(key), expected);
    else count("group missing");
  }
  return [...counts].map(([what, times]) => `${what} (${times} ×)`).join(", ");
}
