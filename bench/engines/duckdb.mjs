import path from "node:path";
import { version as apiVersion, DuckDBInstance } from "@duckdb/node-api";
import { createTable, useMode } from "./sql.mjs";

export async function open({ dataDir, threads }) {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connections = { parquet: await instance.connect(), memory: await instance.connect() };
  for (const [mode, connection] of Object.entries(connections)) for (const text of useMode(mode)) await connection.run(text);
  return {
    version: apiVersion(),
    async load(tables, mode) {
      for (const table of tables) await connections[mode].run(createTable(table, path.join(dataDir, `${table}.parquet`), mode));
    },
    query:
      ({ sql }, mode) =>
      () =>
        connections[mode].runAndReadAll(sql),
    rows: (result) => result.getRowsJS(),
    close() {
      for (const connection of Object.values(connections)) connection.closeSync();
      instance.closeSync();
    },
  };
}
