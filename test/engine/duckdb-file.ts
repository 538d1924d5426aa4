// A Parquet file of a DuckDB query's rows, there while the tests of a file run.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll } from "vitest";

/** Its path. `options`: of DuckDB's COPY. */
export function duckdbFile(name: string, query: string, options: string): string {
  const folder = mkdtempSync(join(tmpdir(), "floe-engine-"));
  const path = join(folder, name);
  beforeAll(async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet, ${options})`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return path;
}
