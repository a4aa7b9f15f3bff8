import { fromCSV, op } from "arquero";
import { serveFile } from "./shared/page.js";

const FIGURES = {
  rows: () => op.count(),
  error_rate: (d) => op.mean(d.error),
  p50: (d) => op.quantile(d.latency_ms, 0.5),
  p95: (d) => op.quantile(d.latency_ms, 0.95),
  p99: (d) => op.quantile(d.latency_ms, 0.99),
  accuracy: (d) => op.mean(d.right),
  cost: (d) => op.mean(d.cost_usd),
};

serveFile(async (file) => {
  const parse = { timestamp: (text) => text.slice(0, 10), latency_ms: Number, cost_usd: Number };
  const table = fromCSV(await file.text(), { autoType: false, parse }).derive({
    error: (d) => (d.status === "error" ? 1 : 0),
    right: (d) => (d.predicted === d.actual ? 1 : 0),
  });
  const groups = table.groupby("timestamp", "model").rollup(FIGURES).objects({ limit: Infinity });
  const values = (row) => Object.keys(FIGURES).map((figure) => row[figure]);
  return {
    overall: values(table.rollup(FIGURES).object()),
    groups: groups.map((row) => [row.timestamp, row.model, ...values(row)]),
  };
});
