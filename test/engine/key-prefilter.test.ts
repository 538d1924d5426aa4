// Rows of a scan whose key a join would not find are dropped before the filter ahead of it: the same rows stay as of a join of what
// is at rest, whichever share of them that is, and the same rows are refused.

import pl, { ComputeError } from "floe";
import { describe, expect, it } from "vitest";
import { duckdbFile } from "./duckdb-file.js";

const ROWS = 200_000;

/** Keys below 30 are few in the first third, many in the second, none in the last; some keys are null. */
const path = duckdbFile(
  "facts.parquet",
  `SELECT i::INTEGER AS i, CASE WHEN i % 97 > 0 THEN CASE WHEN i < 70000 THEN (i * 7919) % 1000 WHEN i < 140000 THEN i % 40 ELSE 500 + i % 300 END END AS k,
      (i * 31) % 5 AS j, (i % 7)::INTEGER AS x, 'code ' || (i % 10) AS s, 'text ' || i AS t, (i % 1000) / 8 AS v,
      CASE WHEN i % 3 > 0 THEN i % 11 END AS n, CASE WHEN i = 150001 THEN 'no number' ELSE (i % 50)::VARCHAR END AS digits
    FROM range(${ROWS}) t(i)`,
  "ROW_GROUP_SIZE 61440",
);

const facts = () => pl.scanParquet(path);
type Frame = ReturnType<typeof facts>;

const KEYS = 30;
const keys = (copies = 1) =>
  pl
    .DataFrame({
      k: BigInt64Array.from({ length: KEYS * copies }, (_, row) => BigInt(row % KEYS)),
      j: BigInt64Array.from({ length: KEYS * copies }, (_, row) => BigInt(row % 5)),
      name: Array.from({ length: KEYS * copies }, (_, row) => `name ${row}`),
    })
    .lazy();

const filters: Record<string, (frame: Frame) => Frame> = {
  "of most rows": (frame) => frame.filter(pl.col("x").neq(3)),
  "of some rows": (frame) => frame.filter(pl.col("s").isIn(["code 3", "code 7"]).or(pl.col("x").eq(2))),
  "of few rows": (frame) => frame.filter(pl.col("t").str.endsWith("77").and(pl.col("v").gt(3))),
  "of no row": (frame) => frame.filter(pl.col("n").gt(100n)),
  "of a column with nulls, under other names": (frame) => frame.filter(pl.col("n").gtEq(5n)).rename({ n: "m", k: "n" }).rename({ n: "k" }),
};

const joins: Record<string, (frame: Frame) => Frame> = {
  inner: (frame) => frame.join(keys(), { on: "k" }),
  "inner, with several matches": (frame) =>
    frame.join(keys(9), { on: "k" }).groupBy("k", "name").agg(pl.len(), pl.col("v").sum()).sort(["k", "name"]),
  "inner, by two keys": (frame) => frame.join(keys(), { on: ["k", "j"] }),
  semi: (frame) => frame.join(keys(), { on: "k", how: "semi" }),
  anti: (frame) => frame.join(keys(), { on: "k", how: "anti" }).select(pl.len(), pl.col("v").sum()),
  left: (frame) => frame.join(keys(), { on: "k", how: "left" }).select(pl.len(), pl.col("v").sum(), pl.col("name").count().alias("named")),
  "semi, of the few rows": (frame) => keys().join(frame, { on: "k", how: "semi" }),
};

const cases = Object.entries(filters).flatMap(([filter, filtered]) =>
  Object.entries(joins).map(([name, joined]) => [`${name}, after a filter ${filter}`, (frame: Frame) => joined(filtered(frame))] as const),
);

it.each(cases)("%s", (_, query) => {
  const rowsOf = (frame: Frame) =>
    JSON.stringify(query(frame).collectSync().toRecords(), (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  expect(rowsOf(facts())).toBe(rowsOf(facts().collectSync().lazy()));
});

describe("a strict cast", () => {
  it("refuses rows that the join would drop", () => {
    const query = facts().filter(pl.col("digits").cast(pl.Int64).gt(5n)).join(keys(), { on: "k" });
    expect(() => query.collectSync()).toThrow(ComputeError);
  });
});
