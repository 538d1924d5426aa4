// What a profile says of the steps of a query, and the pipelines that `explain` says there will be.

import pl from "floe";
import { expect, it } from "vitest";

const ROWS = 300_000;
const numbers = pl.DataFrame({
  k: Int32Array.from({ length: ROWS }, (_, row) => row % 1000),
  x: Float64Array.from({ length: ROWS }, (_, row) => row),
});
const names = pl.DataFrame({
  id: Int32Array.from({ length: 500 }, (_, row) => row),
  name: Array.from({ length: 500 }, (_, row) => `n${row}`),
});

const joined = numbers
  .lazy()
  .filter(pl.col("x").mul(2).gt(10))
  .join(names.lazy(), { leftOn: "k", rightOn: "id" })
  .groupBy("name")
  .agg(pl.col("x").sum())
  .sort("name")
  .limit(3);

it("tells rows, bytes, tier and time of each step, and the share of each thread", async () => {
  pl.setThreadPoolSize(2);
  const { steps } = await joined.profile();
  expect(steps.length).toBeGreaterThan(3);
  for (const { rows, tasks, bytes, timeMs, threads, byThread, step } of steps) {
    expect(bytes).toBeGreaterThanOrEqual(0);
    expect(byThread.length).toBeLessThanOrEqual(threads);
    expect(byThread.reduce((sum, each) => sum + each.tasks, 0)).toBe(tasks);
    const isPipeline = step.includes(" → ");
    for (const each of byThread) {
      expect(each.timeMs).toBeLessThanOrEqual(timeMs + 1);
      expect("rows" in each).toBe(isPipeline);
    }
    if (isPipeline) expect(byThread.reduce((sum, each) => sum + (each.rows ?? 0), 0)).toBe(rows);
  }
  const [large] = steps.filter(({ rows }) => rows === ROWS);
  expect(large).toMatchObject({ tier: "fused", step: expect.stringMatching(/filter \(fused\).*inner join.*aggregate$/) });
  // The calling thread is one of those that do it, and the first.
  expect(large?.byThread[0]?.thread).toBe(0);
  const [small] = steps.filter(({ rows, step }) => rows === 500 && step.includes(" → "));
  expect(small).toMatchObject({ tier: "kernels", threads: 1, byThread: [{ thread: 0, rows: 500 }] });
  expect(small?.bytes).toBeGreaterThan(500 * 4);
});

it("counts the bytes that a step leaves", async () => {
  const { steps } = await numbers.lazy().filter(pl.col("x").gt(-1)).profile();
  expect(steps[0]?.bytes).toBeGreaterThanOrEqual(ROWS * 12);
  expect(steps[0]?.bytes).toBeLessThan(ROWS * 14);
});

const sparse = pl.col("k").lt(30);
const thirty = names.lazy().filter(pl.col("id").lt(30)).select("id");
it.each([
  ["that a filter keeps", numbers.lazy().filter(sparse)],
  ["that a semi join keeps", numbers.lazy().join(thirty, { leftOn: "k", rightOn: "id", how: "semi" })],
  [
    "that a join keeps",
    numbers
      .lazy()
      .join(thirty.withColumns(pl.lit(1.5).alias("y")), { leftOn: "k", rightOn: "id" })
      .select("k", "y"),
  ],
  ["at the end", numbers.lazy().filter(pl.col("x").gt(ROWS * 0.97))],
  ["that are more at first", numbers.lazy().filter(pl.col("x").lt(2500).or(sparse))],
  [
    "that are fewer at first",
    numbers.lazy().filter(
      pl
        .col("x")
        .gt(ROWS - 2500)
        .or(sparse),
    ),
  ],
])("stores few rows %s in about the bytes that they need", async (_, rows) => {
  const { frame, steps } = await rows.profile();
  const stored = steps.find(({ rows: read }) => read === ROWS);
  expect(frame.height).toBeGreaterThan(8000);
  expect(stored?.bytes).toBeGreaterThanOrEqual(frame.height * 12);
  expect(stored?.bytes).toBeLessThan(frame.height * 12 * 2);
});

it("explains the pipelines of a query", () => {
  expect(joined.explain({ physical: true })).toMatchInlineSnapshot(`
    "PIPELINE 1 [about 500 rows]
      SCAN DF, 2 COLUMNS
      → BUILD BY [col("id")]
    PIPELINE 2 [about 300000 rows, fused tier]
      SCAN DF, 2 COLUMNS
      FILTER col("x") * 2 > 10
      INNER JOIN WITH 1 ON [col("k")]
      → AGGREGATE [col("x").sum().alias("x")] BY [col("name")]
    PIPELINE 3 [about 12025 rows]
      ROWS OF 2
      → TOP 3 BY col("name")"
  `);
});

it("explains rows that several pipelines read, unions, and joins of all kinds", () => {
  const few = names.lazy().filter(pl.col("name").str.startsWith("n1"));
  const ids = few.select("id");
  const plan = pl
    .concat([few.select("id"), ids])
    .join(names.lazy(), { on: "id", how: "semi" })
    .join(numbers.lazy().select(pl.col("x").max()), { how: "cross" })
    .unique({ subset: ["id"] })
    .slice(1, 2);
  expect(plan.explain({ physical: true })).toMatchInlineSnapshot(`
    "PIPELINE 1 [about 500 rows, kernels]
      SCAN DF, 1 COLUMN
      FILTER col("name").str.startsWith("n1")
      → STORE, for several readers
    PIPELINE 2 [about 50 rows]
      ROWS OF 1
      → CONCAT
    PIPELINE 3 [about 50 rows]
      ROWS OF 1
      → CONCAT
    PIPELINE 4 [about 100 rows]
      ROWS OF 2, 3
      → BUILD BY [col("id")]
    PIPELINE 5 [about 500 rows]
      SCAN DF, 1 COLUMN
      → MARK MATCHES IN 4 BY [col("id")]
    PIPELINE 6 [about 300000 rows]
      SCAN DF, 1 COLUMN
      → AGGREGATE [col("x").max().alias("x")] BY []
    PIPELINE 7 [about 1 rows]
      ROWS OF 6
      → STORE
    PIPELINE 8 [about 100 rows, kernels]
      ROWS OF 4
      SEMI JOIN BY MARKS OF 5
      CROSS JOIN WITH 7
      → UNIQUE
    PIPELINE 9 [about 10 rows]
      ROWS OF 8
      → SLICE 1, 2"
  `);
  expect(names.lazy().join(names.lazy(), { on: "id", how: "full" }).explain({ physical: true })).toMatchInlineSnapshot(`
    "PIPELINE 1 [about 500 rows, kernels]
      SCAN DF, 2 COLUMNS
      SELECT [col("id").alias("id_right"), col("name").alias("name_right")]
      → BUILD BY [col("id_right")]
    PIPELINE 2 [about 500 rows, kernels]
      SCAN DF, 2 COLUMNS
      FULL JOIN WITH 1 ON [col("id")]
      → STORE, with the rows that found no match"
  `);
  expect(names.lazy().join(numbers.lazy(), { leftOn: "id", rightOn: "k", how: "anti" }).explain({ physical: true })).toMatchInlineSnapshot(`
    "PIPELINE 1 [about 500 rows]
      SCAN DF, 2 COLUMNS
      → BUILD BY [col("id")]
    PIPELINE 2 [about 300000 rows]
      SCAN DF, 1 COLUMN
      → MARK MATCHES IN 1 BY [col("k")]
    PIPELINE 3 [about 500 rows, kernels]
      ROWS OF 1
      ANTI JOIN BY MARKS OF 2
      → RESULT"
  `);
  const grouped = names.lazy().join(numbers.lazy(), { leftOn: "id", rightOn: "k", how: "left" }).groupBy("id").agg(pl.col("x").sum());
  expect(grouped.explain({ physical: true })).toMatchInlineSnapshot(`
    "PIPELINE 1 [about 500 rows]
      SCAN DF, 1 COLUMN
      → BUILD BY [col("id")]
    PIPELINE 2 [about 300000 rows, fused tier]
      SCAN DF, 2 COLUMNS
      FIND IN 1 ON [col("k")]
      → AGGREGATE [col("x").sum().alias("x")] BY ROWS OF 1"
  `);
  expect(names.lazy().explain({ physical: true })).toMatchInlineSnapshot(`
    "PIPELINE 1 [about 500 rows]
      SCAN DF, 2 COLUMNS
      → RESULT"
  `);
});
