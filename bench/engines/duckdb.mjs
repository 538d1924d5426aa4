import path from "node:path";
import { version as apiVersion, DuckDBInstance } from "@duckdb/node-api";
import { peakBytes } from "../lib/peak.mjs";
import { createTable, kept, sumsOfKept, useMode } from "./sql.mjs";

export async function open({ dataDir, threads }) {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connections = { parquet: await instance.connect(), memory: await instance.connect() };
  for (const [mode, connection] of Object.entries(connections)) for (const text of useMode(mode)) await connection.run(text);
  return {
    version: apiVersion(),
    async load(tables, mode) {
      for (const table of tables) await connections[mode].run(createTable(table, path.join(dataDir, `${table}.parquet`), mode));
    },
    query(benchCase, mode) {
      const connection = connections[mode];
      if (benchCase.sums === undefined) return () => connection.runAndReadAll(benchCase.sql);
      return async () => {
        await connection.run(kept(benchCase));
        return connection;
      };
    },
    rows: async (result, { sums }) => (sums === undefined ? result : await result.runAndReadAll(sumsOfKept(sums))).getRowsJS(),
    peakBytes,
    close() {
      for (const connection of Object.values(connections)) connection.closeSync();
      instance.closeSync();
    },
  };
}
