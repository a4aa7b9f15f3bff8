import { open } from "./shared/duckdb-open.js";
import { serveFile } from "./shared/page.js";

const COLUMNS = `{'timestamp': 'TIMESTAMP', 'model': 'VARCHAR', 'latency_ms': 'DOUBLE', 'status': 'VARCHAR',
  'predicted': 'UTINYINT', 'actual': 'UTINYINT', 'group': 'VARCHAR', 'cost_usd': 'DOUBLE'}`;
// One pass over the file gives the figures of the groups and of everything. Told the types, it does not have to find them out.
const QUERY = `
  SELECT strftime("timestamp", '%Y-%m-%d') AS day, model, count(*)::DOUBLE AS n, avg((status = 'error')::INT) AS error_rate,
    quantile_cont(latency_ms, [0.5, 0.95, 0.99]) AS latency, avg((predicted = actual)::INT) AS accuracy, avg(cost_usd) AS cost
  FROM read_csv('log.csv', columns = ${COLUMNS}, header = true, auto_detect = false, delim = ',', quote = '"')
  GROUP BY GROUPING SETS ((day, model), ())`;

let db;
serveFile(
  async (file) => {
    await db.database.registerFileBuffer("log.csv", new Uint8Array(await file.arrayBuffer()));
    const groups = (await db.connection.query(QUERY))
      .toArray()
      .map(({ day, model, n, error_rate, latency, accuracy, cost }) => [day, model, n, error_rate, ...latency, accuracy, cost]);
    const all = groups.findIndex(([day]) => day === null);
    return { overall: groups.splice(all, 1)[0].slice(2), groups };
  },
  async () => {
    db = await open();
  },
);
