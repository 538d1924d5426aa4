// The 22 queries of TPC-H against the reference answers: from Parquet and in memory, at once and awaited, with 1, 2 and 4
// threads and in both tiers the same bits. SF0.01 comes with the repository; FLOE_TPCH names more folders of Parquet files. A
// folder's answers are in `answers` in it, or in `../answers/<its name>`.

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import pl, { type LazyFrame } from "floe";
import { afterAll, describe, expect, it } from "vitest";

interface Case {
  readonly tables: readonly string[];
  lazy(library: typeof pl, tables: Readonly<Record<string, LazyFrame>>): LazyFrame;
}

interface Answer {
  readonly nrows: number;
  /** The first of them. */
  readonly rows: readonly unknown[][];
}

const fixtures = fileURLToPath(new URL("../fixtures/tpch-sf001", import.meta.url));
const folders = [fixtures, ...(process.env.FLOE_TPCH ?? "").split(":").filter((folder) => folder !== "")];
const queries = Array.from({ length: 22 }, (_, index) => index + 1);
const threads = pl.threadPoolSize();
const RELATIVE_ERROR_MAX = 1e-9;

afterAll(() => {
  pl.setThreadPoolSize(threads);
  pl.configure({ fusedRowsMin: 100_000 });
});

function answerOf(folder: string, query: number): Answer {
  const beside = join(folder, "../answers", basename(folder));
  const answers = existsSync(beside) ? beside : join(folder, "answers");
  return JSON.parse(readFileSync(join(answers, `q${query}.json`), "utf8")) as Answer;
}

/** Rows with dates as text, as the answers have them. */
function plain(rows: readonly Readonly<Record<string, unknown>>[]): unknown[][] {
  return rows.map((row) => Object.values(row).map(plainValue));
}

function plainValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === "bigint" ? Number(value) : value;
}

function expectAnswer(rows: readonly unknown[][], { nrows, rows: wanted }: Answer): void {
  expect(rows.length).toBe(nrows);
  for (const [index, expected] of wanted.entries()) {
    const row = rows[index] as unknown[];
    expect(row.length).toBe(expected.length);
    for (const [column, value] of row.entries()) expectValue(value, expected[column]);
  }
}

function expectValue(value: unknown, expected: unknown): void {
  if (typeof value === "number" && typeof expected === "number") {
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * RELATIVE_ERROR_MAX);
  } else {
    // The sum of nothing is null in SQL, from which the answers come, and 0 in Polars.
    expect(value).toEqual(value === 0 ? (expected ?? 0) : expected);
  }
}

for (const folder of folders) {
  describe.each(queries)(`${folder}: Q%i`, async (number) => {
    const query = (await import(`../../bench/cases/q${String(number).padStart(2, "0")}.mjs`)) as Case;
    const answer = answerOf(folder, number);
    const scans = () => Object.fromEntries(query.tables.map((table) => [table, pl.scanParquet(join(folder, `${table}.parquet`))]));

    it("gives the reference answer, with any number of threads and in both tiers the same bits", async () => {
      const results: unknown[][][] = [];
      for (const [count, fusedRowsMin] of [1, 2, 4].flatMap((count) => [[count, 0] as const, [count, Number.POSITIVE_INFINITY] as const])) {
        pl.setThreadPoolSize(count);
        pl.configure({ fusedRowsMin });
        results.push(
          plain((await query.lazy(pl, scans()).collect()).toRecords()),
          plain(query.lazy(pl, scans()).collectSync().toRecords()),
        );
      }
      expectAnswer(results[0] as unknown[][], answer);
      for (const result of results) expect(result).toEqual(results[0]);
    });

    it("gives it from frames in memory as well", async () => {
      const frames = await Promise.all(Object.entries(scans()).map(async ([table, scan]) => [table, await scan.collect()] as const));
      const tables = Object.fromEntries(frames.map(([table, frame]) => [table, frame.lazy()]));
      const rows = plain((await query.lazy(pl, tables).collect()).toRecords());
      expectAnswer(rows, answer);
      // The collector does not see how much memory they hold, and at SF1 it is soon all there is.
      for (const [, frame] of frames) frame.dispose();
    });
  });
}
