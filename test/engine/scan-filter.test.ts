// Filters of scans over dictionary-encoded columns keep the rows that the same filters keep in memory, and fail where they fail.

import pl, { MemoryLimitError } from "floe";
import { afterEach, describe, expect, it } from "vitest";
import { duckdbFile } from "./duckdb-file.js";

const ROWS = 40_000;

/** Three row groups, longer than a batch but the last. All but `id` is dictionary-encoded, `mixed` where its values repeat. */
const path = duckdbFile(
  "rows.parquet",
  `SELECT i AS id, (hash(i) % 50)::INTEGER AS few, (hash(i + 7) % 3000)::INTEGER AS many, ((hash(i + 1) % 11) / 100)::DOUBLE AS share,
      DATE '1992-01-01' + (hash(i + 2) % 2500)::INTEGER AS day, DATE '1992-01-01' + (hash(i + 5) % 2500)::INTEGER AS other,
      CASE hash(i + 3) % 5 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN -0.0 WHEN 2 THEN 0.0 WHEN 3 THEN NULL ELSE -1.5 END AS odd,
      CASE WHEN hash(i + 4) % 3 > 0 THEN (hash(i) % 7)::SMALLINT END AS holes, 'mode ' || (hash(i + 6) % 7) AS mode,
      CASE WHEN i < 20000 THEN i % 10 ELSE i END AS mixed, (i // 1000)::BIGINT AS runs,
      CASE hash(i) % 50 WHEN 49 THEN 'x' ELSE (hash(i) % 50)::VARCHAR END AS digits
    FROM range(${ROWS}) t(i)`,
  "ROW_GROUP_SIZE 18432, DICTIONARY_SIZE_LIMIT 5000",
);
afterEach(() => {
  pl.configure({ fusedRowsMin: 100_000 });
});

const { col, lit } = pl;
const day = (text: string) => lit(new Date(text)).cast(pl.Date);
type Predicate = Parameters<ReturnType<typeof pl.scanParquet>["filter"]>[0];

const predicates: readonly (readonly [name: string, predicate: Predicate])[] = [
  ["of few values", col("few").lt(24)],
  ["of more values than registers hold", col("many").gtEq(1000).and(col("many").lt(1100))],
  [
    "of several columns",
    col("share")
      .gtEq(0.05)
      .and(col("share").ltEq(0.07))
      .and(col("few").lt(24))
      .and(col("day").lt(day("1993-01-01"))),
  ],
  [
    "and a rest of two columns",
    col("day")
      .lt(day("1992-06-01"))
      .and(col("other").lt(col("day"))),
  ],
  [
    "and a rest of all rows",
    col("few")
      .gtEq(0)
      .and(col("other").lt(col("day"))),
  ],
  [
    "of the column that the rest reads",
    col("many")
      .gt(2900)
      .and(col("many").gt(col("few").mul(59))),
  ],
  ["that no row passes", col("few").gt(50)],
  ["that all rows pass", col("few").gtEq(0)],
  ["of NaN", col("odd").isNan()],
  ["greater than NaN", col("odd").gtEq(Number.NaN)],
  ["of zeros", col("odd").eq(0)],
  ["of nulls", col("odd").isNull().and(col("few").lt(25))],
  ["of what nulls become", col("holes").fillNull(3).eq(3).and(col("few").lt(25))],
  ["of values among nulls", col("holes").eq(3)],
  ["of values that are not in a list", col("holes").isIn([1, 2, 5]).not()],
  ["of missing values", col("holes").neq(3).or(col("holes").isNull())],
  ["of strings", col("mode").isIn(["mode 1", "mode 3"]).and(col("few").lt(25))],
  ["of parts of strings", col("mode").str.contains("[2-4]$")],
  ["of parts of dates", col("day").dt.year().eq(1995)],
  ["of chunks with and without dictionary", col("mixed").lt(5).and(col("few").lt(25))],
  ["of runs", col("runs").isIn([3, 17, 18, 39])],
  ["of a literal", lit(true).and(col("few").eq(7))],
];

describe.each([
  ["kernels", Number.POSITIVE_INFINITY],
  ["fused", 0],
])("%s", (_, fusedRowsMin) => {
  it.each(predicates)("%s", async (_name, predicate) => {
    pl.configure({ fusedRowsMin });
    const whole = await pl.scanParquet(path).collect();
    const expected = whole.filter(predicate);
    const found = await pl.scanParquet(path).filter(predicate).collect();
    expect(found.equals(expected, true)).toBe(true);
    // Columns that only the filter reads.
    const ids = pl.scanParquet(path).filter(predicate).select("id").collectSync();
    expect(ids.equals(expected.select("id"), true)).toBe(true);
  });

  it("raises for a value that fails in a row that is left", async () => {
    pl.configure({ fusedRowsMin });
    const number = col("digits").cast(pl.Int32).lt(5);
    const failing = pl.scanParquet(path).filter(number.and(col("few").gtEq(0)));
    await expect(failing.collect()).rejects.toThrow(/conversion from (Utf8|Categorical) to Int32 failed in column "digits"/);
    const whole = await pl.scanParquet(path).collect();
    const passing = number.and(col("few").lt(10));
    expect((await pl.scanParquet(path).filter(passing).collect()).equals(whole.filter(passing), true)).toBe(true);
  });
});

it("tests first, and reads the rest of what is left", async () => {
  const query = pl.scanParquet(path).filter(
    col("day")
      .lt(day("1992-06-01"))
      .and(col("other").lt(col("day"))),
  );
  const { steps } = await query.select("id").profile();
  expect(steps.some(({ step }) => step.includes("filter → filter"))).toBe(true);
});

describe("a memory limit", () => {
  const grown = duckdbFile(
    "grown.parquet",
    "SELECT CASE WHEN i < 20480 THEN i % 10 ELSE i % 8000 END AS v, i FROM range(40960) t(i)",
    "ROW_GROUP_SIZE 20480, DICTIONARY_SIZE_LIMIT 20000",
  );

  it("passed where a greater dictionary is tested frees nothing twice", () => {
    const query = () => pl.scanParquet(grown).filter(col("v").eq(3n)).select(pl.len());
    const threads = pl.threadPoolSize();
    pl.setThreadPoolSize(1);
    try {
      const wanted = query().collectSync().toRecords();
      const { usedBytes } = pl.memoryUsage();
      let limited = 0;
      for (let memoryLimit = 1 << 14; memoryLimit < 1 << 20; memoryLimit += 1 << 12) {
        try {
          query().collectSync({ memoryLimit }).dispose();
        } catch (error) {
          expect(error).toBeInstanceOf(MemoryLimitError);
          limited++;
        }
        expect(pl.memoryUsage().usedBytes).toBe(usedBytes);
      }
      expect(limited).toBeGreaterThan(0);
      expect(query().collectSync().toRecords()).toEqual(wanted);
    } finally {
      pl.setThreadPoolSize(threads);
    }
  });
});
