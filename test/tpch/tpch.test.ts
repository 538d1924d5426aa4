// TPC-H Q1, Q3 and Q6 against the reference answers: from Parquet and in memory, at once and awaited, with 1, 2 and 4 threads
// the same bits. SF0.01 comes with the repository; FLOE_TPCH names more folders (Parquet files, and answers/qN.json in them).

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pl, { type LazyFrame } from "floe";
import { afterAll, describe, expect, it } from "vitest";

interface Case {
  readonly tables: readonly string[];
  lazy(library: typeof pl, tables: Readonly<Record<string, LazyFrame>>): LazyFrame;
}

const fixtures = fileURLToPath(new URL("../fixtures/tpch-sf001", import.meta.url));
const folders = [fixtures, ...(process.env.FLOE_TPCH ?? "").split(":").filter((folder) => folder !== "")];
const threads = pl.threadPoolSize();
const RELATIVE_ERROR_MAX = 1e-9;

afterAll(() => pl.setThreadPoolSize(threads));

/** Rows with dates as text, as the answers have them. */
function plain(rows: readonly Readonly<Record<string, unknown>>[]): unknown[][] {
  return rows.map((row) => Object.values(row).map((value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value)));
}

function expectAnswer(rows: readonly unknown[][], wanted: readonly unknown[][]): void {
  expect(rows.length).toBe(wanted.length);
  for (const [index, row] of rows.entries()) {
    for (const [column, value] of row.entries()) {
      const expected = wanted[index]?.[column];
      if (typeof value === "number" && typeof expected === "number") {
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * RELATIVE_ERROR_MAX);
      } else expect(value).toEqual(expected);
    }
  }
}

for (const folder of folders) {
  describe.each(["q1", "q3", "q6"])(`${folder}: %s`, async (name) => {
    const query = (await import(`../../bench/cases/q0${name[1]}.mjs`)) as Case;
    const answers = existsSync(join(folder, "answers")) ? join(folder, "answers") : undefined;
    const { rows: wanted } = JSON.parse(readFileSync(join(answers ?? folder, `${name}.json`), "utf8")) as { rows: unknown[][] };
    const scans = () => Object.fromEntries(query.tables.map((table) => [table, pl.scanParquet(join(folder, `${table}.parquet`))]));

    it("gives the reference answer, with any number of threads the same bits", async () => {
      const results: unknown[][][] = [];
      for (const count of [1, 2, 4]) {
        pl.setThreadPoolSize(count);
        results.push(
          plain((await query.lazy(pl, scans()).collect()).toRecords()),
          plain(query.lazy(pl, scans()).collectSync().toRecords()),
        );
      }
      expectAnswer(results[0] as unknown[][], wanted);
      for (const result of results) expect(result).toEqual(results[0]);
    });

    it("gives it from frames in memory as well", async () => {
      const frames = await Promise.all(
        Object.entries(scans()).map(async ([table, scan]) => [table, (await scan.collect()).lazy()] as const),
      );
      const rows = plain((await query.lazy(pl, Object.fromEntries(frames)).collect()).toRecords());
      expectAnswer(rows, wanted);
    });
  });
}
