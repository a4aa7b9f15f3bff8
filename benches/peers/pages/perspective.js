// It has no 95th and 99th percentile; the fields for them stay null.
import { serveFile } from "./shared/page.js";
import { PACKAGES, engine } from "./shared/perspective-engine.js";

const SCHEMA = {
  timestamp: "datetime", model: "string", latency_ms: "float", status: "string",
  predicted: "integer", actual: "integer", group: "string", cost_usd: "float",
};
const VIEW = {
  group_by: ["day", "model"],
  expressions: {
    day: `bucket("timestamp", 'D')`,
    error: `if ("status" == 'error') 1.0; else 0.0`,
    right: `if ("predicted" == "actual") 1.0; else 0.0`,
  },
  columns: ["status", "error", "latency_ms", "right", "cost_usd"],
  aggregates: { status: "count", error: "avg", latency_ms: "median", right: "avg", cost_usd: "avg" },
};

let client;
serveFile(
  async (file) => {
    const table = await client.table(SCHEMA);
    await table.update(await file.text(), { format: "csv" });
    const columns = await (await table.view(VIEW)).to_columns();
    const rows = columns.__ROW_PATH__.map((path, at) => {
      const [n, error, median, right, cost] = VIEW.columns.map((name) => columns[name][at]);
      return { path, figures: [n, error, median, null, null, right, cost] };
    });
    return {
      overall: rows.find(({ path }) => path.length === 0).figures,
      groups: rows
        .filter(({ path }) => path.length === 2)
        .map(({ path: [day, model], figures }) => [new Date(day).toISOString().slice(0, 10), model, ...figures]),
    };
  },
  async () => {
    const perspective = await engine();
    perspective.init_client(fetch(`${PACKAGES}client/dist/wasm/perspective-js.wasm`));
    client = await perspective.worker();
    await (await client.table("a\n1\n")).delete();
  },
);
