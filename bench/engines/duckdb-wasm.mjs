// DuckDB in WebAssembly, on one thread: its Node build has no more. The version is the last that reads Parquet without
// downloading an extension.
import { createRequire } from "node:module";
import path from "node:path";
import { arrowRows } from "../lib/arrow-rows.mjs";
import { peakBytes } from "../lib/peak.mjs";
import { createTable, kept, sumsOfKept, useMode } from "./sql.mjs";

export async function open({ dataDir }) {
  const require = createRequire(import.meta.url);
  const duckdb = require("@duckdb/duckdb-wasm/blocking");
  const dist = path.dirname(require.resolve("@duckdb/duckdb-wasm/blocking"));
  const bundle = { mainModule: path.join(dist, "duckdb-eh.wasm"), mainWorker: path.join(dist, "duckdb-node-eh.worker.cjs") };
  const bindings = await duckdb.createDuckDB({ mvp: bundle, eh: bundle }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await bindings.instantiate(() => {});
  bindings.open({ path: ":memory:" });
  const connections = { parquet: bindings.connect(), memory: bindings.connect() };
  for (const [mode, connection] of Object.entries(connections)) for (const text of useMode(mode)) connection.query(text);
  return {
    version: duckdb.PACKAGE_VERSION,
    async load(tables, mode) {
      for (const table of tables) connections[mode].query(createTable(table, path.join(dataDir, `${table}.parquet`), mode));
    },
    query(benchCase, mode) {
      const connection = connections[mode];
      if (benchCase.sums === undefined) return async () => connection.query(benchCase.sql);
      return async () => {
        connection.query(kept(benchCase));
        return connection;
      };
    },
    rows(result, { sums }) {
      return arrowRows(sums === undefined ? result : result.query(sumsOfKept(sums)));
    },
    peakBytes,
    close() {
      for (const connection of Object.values(connections)) connection.close();
    },
  };
}
