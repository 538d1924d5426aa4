// DuckDB in WebAssembly, on one thread: its Node build has no more. The version is the last that reads Parquet without
// downloading an extension.
import { createRequire } from "node:module";
import path from "node:path";
import { withSources } from "./sql.mjs";

const TYPE_ID_DATE = 8;

export async function open({ dataDir }) {
  const require = createRequire(import.meta.url);
  const duckdb = require("@duckdb/duckdb-wasm/blocking");
  const dist = path.dirname(require.resolve("@duckdb/duckdb-wasm/blocking"));
  const bundle = { mainModule: path.join(dist, "duckdb-eh.wasm"), mainWorker: path.join(dist, "duckdb-node-eh.worker.cjs") };
  const bindings = await duckdb.createDuckDB({ mvp: bundle, eh: bundle }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await bindings.instantiate(() => {});
  bindings.open({ path: ":memory:" });
  const connection = bindings.connect();
  const file = (table) => path.join(dataDir, `${table}.parquet`);
  return {
    version: duckdb.PACKAGE_VERSION,
    async load(tables) {
      for (const table of tables) connection.query(`CREATE TABLE ${table} AS SELECT * FROM read_parquet('${file(table)}')`);
    },
    query({ sql, tables }, mode) {
      const text = mode === "memory" ? sql : withSources(sql, tables, file);
      return async () => connection.query(text);
    },
    rows(table) {
      const dates = table.schema.fields.map((field) => field.type.typeId === TYPE_ID_DATE);
      const rows = table.toArray().map((row) => Object.values(row.toJSON()));
      return rows.map((row) => row.map((value, column) => (dates[column] ? new Date(value) : value)));
    },
    close() {
      connection.close();
    },
  };
}
