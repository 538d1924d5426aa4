// Tables as CSV: the one format that the newest duckdb-wasm reads without downloading an extension.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Writes those that are not there yet; the columns of each with their types, as `read_csv` takes them. */
export async function writeCsv(tables, dataDir, outDir) {
  mkdirSync(outDir, { recursive: true });
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const columns = {};
  for (const table of tables) {
    const from = `read_parquet('${path.join(dataDir, `${table}.parquet`)}')`;
    const file = path.join(outDir, `${table}.csv`);
    if (!existsSync(file)) await connection.run(`COPY (FROM ${from}) TO '${file}' (HEADER)`);
    const described = await connection.runAndReadAll(`DESCRIBE FROM ${from}`);
    columns[table] = `{${described
      .getRows()
      .map(([name, type]) => `'${name}': '${type}'`)
      .join(", ")}}`;
  }
  connection.closeSync();
  return columns;
}
