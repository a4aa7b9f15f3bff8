import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";

const FILES = new URL("./node_modules/@duckdb/duckdb-wasm/dist/", location.href).href;

// A database ready to be asked. "eh" is the build that every present browser runs on a host that sets no headers.
export async function open() {
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(`${FILES}duckdb-browser-eh.worker.js`));
  await database.instantiate(`${FILES}duckdb-eh.wasm`);
  await database.open({});
  const connection = await database.connect();
  await connection.query("SELECT 42");
  return { database, connection };
}
