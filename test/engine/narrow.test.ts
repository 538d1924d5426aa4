// The keys of a join's build side narrow the scan of its probe side: row groups without such keys are not read, and nothing is lost.

import { readFileSync } from "node:fs";
import pl from "floe";
import { describe, expect, it } from "vitest";
import { duckdbFile } from "./duckdb-file.js";

const ROWS = 20_480;

/** Ten row groups of 2048 rows: `k` and `day` grow, `n` does as well and is null now and then, `s` are few strings. */
const path = duckdbFile(
  "facts.parquet",
  `SELECT i AS k, DATE '2020-01-01' + (i // 100)::INTEGER AS day, CASE WHEN i % 4 > 0 THEN i::INTEGER END AS n, 'code ' || (i % 9) AS s
    FROM range(${ROWS}) t(i)`,
  "ROW_GROUP_SIZE 2048",
);

const facts = () => pl.scanParquet(path);
const keys = (...values: readonly (number | null)[]) =>
  pl
    .DataFrame({
      k: BigInt64Array.from(
        values.filter((value) => value !== null),
        BigInt,
      ),
    })
    .lazy();
const all = (rows: readonly object[]) => JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));

type Frame = ReturnType<typeof facts>;
type Query = Pick<Frame, "collectSync" | "profile">;
const cases: readonly (readonly [name: string, query: (frame: Frame) => Query, rows: number])[] = [
  ["inner", (frame) => frame.join(keys(5000, 5100), { on: "k" }), 2048],
  ["inner, the scan on the right", (frame) => keys(5000, 5100).join(frame, { on: "k" }).select(pl.col("k").sum(), pl.col("n").max()), 2048],
  ["over an edge", (frame) => frame.join(keys(2047, 2048), { on: "k" }), 4096],
  ["semi", (frame) => frame.join(keys(...Array.from({ length: 6000 }, (_, row) => row)), { on: "k", how: "semi" }), 6144],
  ["no key is there", (frame) => frame.join(keys(-5, -1), { on: "k" }), 0],
  ["no key at all, which counts as 0", (frame) => frame.join(keys().filter(pl.col("k").gt(0n)), { on: "k" }), 2048],
  [
    "after a filter and renamed",
    (frame) => frame.filter(pl.col("s").neq("code 3")).rename({ k: "key" }).join(keys(5000, 5101), { leftOn: "key", rightOn: "k" }),
    2048,
  ],
  [
    "two joins",
    (frame) =>
      frame
        .join(keys(1, 5000), { on: "k" })
        .join(keys(4999, 5000).withColumns(pl.col("k").cast(pl.Int32).alias("n")).select("n"), { on: "n" }),
    2048,
  ],
  ["left joins read all", (frame) => frame.join(keys(5000), { on: "k", how: "left" }), ROWS],
  ["anti joins read all", (frame) => frame.join(keys(5000), { on: "k", how: "anti" }), ROWS],
  ["computed keys read all", (frame) => frame.withColumns(pl.col("k").add(1n)).join(keys(5000), { on: "k" }), ROWS],
];

describe.each(cases)("%s", (_, query, rows) => {
  it("has the rows of a join of what is at rest", () => {
    const rowsOf = (frame: Frame) => all(query(frame).collectSync().toRecords());
    const wanted = rowsOf(facts().collectSync().lazy());
    expect(rowsOf(facts())).toBe(wanted);
    expect(rowsOf(pl.scanParquet(new Uint8Array(readFileSync(path))))).toBe(wanted);
  });

  it("reads no more row groups than it must, and says so", async () => {
    const { steps } = await query(facts()).profile();
    const step = steps.find(({ step }) => step.includes("facts.parquet"));
    expect(step?.rows ?? 0).toBe(rows);
    expect(/rows in the range of/.test(step?.step ?? "")).toBe(rows < ROWS);
  });
});
