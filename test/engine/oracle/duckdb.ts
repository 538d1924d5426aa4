// DuckDB as an oracle: the tables go there as Parquet files.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampValue,
} from "@duckdb/node-api";
import type { DataFrame } from "floe";
import { afterAll } from "vitest";
import type { Value } from "./result.js";

const directory = mkdtempSync(join(tmpdir(), "floe-engine-"));
afterAll(() => rmSync(directory, { recursive: true }));
let tables = 0;
const connection = await (await DuckDBInstance.create(":memory:")).connect();

export async function createTable(name: string, frame: DataFrame): Promise<void> {
  // DuckDB takes a file that was replaced for the one it knows.
  const path = join(directory, `${name}-${tables++}.parquet`);
  await frame.writeParquet(path);
  await connection.run(`CREATE OR REPLACE TABLE ${name} AS SELECT * FROM read_parquet('${path}')`);
}

/** The rows of a query, dates and times as whole numbers of days and nanoseconds. */
export async function query(sql: string): Promise<{ readonly names: readonly string[]; readonly columns: Value[][] }> {
  const result = await connection.runAndReadAll(sql);
  return { names: result.columnNames(), columns: result.getColumns().map((column) => (column as unknown[]).map(plain)) };
}

function plain(value: unknown): Value {
  if (value instanceof DuckDBDateValue) return value.days;
  if (value instanceof DuckDBTimestampValue) return value.micros * 1000n;
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis * 1_000_000n;
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos;
  return value as Value;
}
