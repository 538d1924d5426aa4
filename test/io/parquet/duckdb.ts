// DuckDB as the writer of test files and as the oracle.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
} from "@duckdb/node-api";
import { afterAll } from "vitest";
import type { Value } from "./scan.js";

export const directory = mkdtempSync(join(tmpdir(), "floe-parquet-"));
afterAll(() => rmSync(directory, { recursive: true }));

const connection = await (await DuckDBInstance.create(":memory:")).connect();

export async function run(sql: string): Promise<void> {
  await connection.run(sql);
}

/** Writes the rows of a query to a file and returns its path. */
export async function write(name: string, query: string, options = ""): Promise<string> {
  const path = join(directory, `${name}.parquet`);
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet${options === "" ? "" : `, ${options}`})`);
  return path;
}

/** The columns of a query's result, in physical form. */
export async function columns(query: string): Promise<Record<string, Value[]>> {
  const result = await connection.runAndReadAll(query);
  const data = result.getColumns();
  return Object.fromEntries(result.columnNames().map((name, index) => [name, (data[index] ?? []).map(physical)]));
}

function physical(value: unknown): Value {
  if (value instanceof DuckDBDateValue) return value.days;
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return value.micros;
  if (value instanceof DuckDBTimestampMillisecondsValue) return value.millis;
  if (value instanceof DuckDBTimestampNanosecondsValue) return value.nanos;
  return value as Value;
}
