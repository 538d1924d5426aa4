import path from "node:path";
import { version as apiVersion, DuckDBInstance } from "@duckdb/node-api";
import { withSources } from "./sql.mjs";

export async function open({ dataDir, threads }) {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  const file = (table) => path.join(dataDir, `${table}.parquet`);
  return {
    version: apiVersion(),
    async load(tables) {
      for (const table of tables) await connection.run(`CREATE TABLE ${table} AS FROM read_parquet('${file(table)}')`);
    },
    query({ sql, tables }, mode) {
      const text = mode === "memory" ? sql : withSources(sql, tables, file);
      return () => connection.runAndReadAll(text);
    },
    rows: (result) => result.getRowsJS(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
