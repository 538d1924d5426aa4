import { describe, expect, test } from "vitest";
import { estimateRows } from "../../src/optimize/estimate.js";
import type { Plan } from "../../src/plan/index.js";
import { Float64, Int32, Int64, Utf8 } from "../../src/types/index.js";
import { alias, col, fn, isIn, lit } from "../expr/build.js";
import { aggregate, filter, join, scan, select } from "../plan/build.js";

const known = { day: { min: 0, max: 1000 }, kind: { distinctCount: 4 }, same: { min: 3, max: 3 } };
const facts = scan("facts", { k: Int64, day: Int32, kind: Utf8, other: Utf8, same: Int32 }, 100_000, known);
const rows = (plan: Plan) => Math.round(estimateRows(plan) ?? Number.NaN);
/** Predicates count where they stand in the scan, where the optimizer brings them. */
const scanned = (predicate: ReturnType<typeof fn>) => rows({ ...facts, predicate } as Plan);

describe("rows of a scan", () => {
  test.each([
    ["a range by the column's own", fn("lt", col("day"), lit(250)), 25_000],
    ["both ends of a range", fn("and", fn("gtEq", col("day"), lit(500)), fn("lt", col("day"), lit(600))), 10_000],
    ["the narrower of two", fn("and", fn("gt", col("day"), lit(0)), fn("gt", col("day"), lit(900))), 10_000],
    ["a range outside all values, which may be a sample", fn("gt", col("day"), lit(5000)), 100],
    ["big integers", fn("ltEq", col("day"), lit(500n)), 50_000],
    ["one of the values", fn("eq", col("kind"), lit("x")), 25_000],
    ["all but one of the values", fn("neq", col("kind"), lit("x")), 75_000],
    ["some of the values", isIn(col("kind"), "x", "y"), 50_000],
    ["rules of thumb where nothing is known", fn("eq", col("other"), lit("x")), 5000],
    ["a range of one value says nothing", fn("lt", col("same"), lit(9)), 40_000],
    ["alternatives", fn("or", fn("eq", col("kind"), lit("x")), fn("lt", col("day"), lit(100))), 35_000],
  ])("%s", (_, predicate, expected) => expect(scanned(predicate)).toBe(expected));
});

describe("rows of joins", () => {
  const keys = scan("keys", { k: Int64, w: Float64 }, 2000);
  const few = filter(keys, fn("eq", col("w"), lit(1.5)));
  const ranged = scan("ranged", { k: Int64 }, 100_000, { k: { min: 1, max: 500 } });

  test("references to a table keep the share of its rows that is left", () => {
    expect(rows(join(facts, few, "inner", [col("k")]))).toBe(5000);
    expect(rows(join(facts, few, "left", [col("k")]))).toBe(100_000);
    expect(rows(join(facts, few, "semi", [col("k")]))).toBe(5000);
    expect(rows(join(facts, few, "anti", [col("k")]))).toBe(95_000);
  });
  test("an anti join keeps some", () => expect(rows(join(facts, keys, "anti", [col("k")]))).toBe(10_000));
  test("integers are no more than their range holds", () => {
    expect(rows(join(ranged, keys, "inner", [col("k")]))).toBe(400_000);
  });
  test("keys are followed through selections, groups and joins", () => {
    const grouped = select(aggregate(facts, [col("k")], [fn("len")]), { kind: "Alias", input: col("k"), name: "key" });
    expect(rows(join(grouped, few, "inner", [col("key")], [col("k")]))).toBe(500);
    const joined = join(facts, few, "inner", [col("k")]);
    expect(rows(join(joined, few, "inner", [col("k")]))).toBe(250);
  });
  test("rows keep the share of groups that a filter leaves of their own", () => {
    const several = filter(aggregate(facts, [col("k")], [alias(fn("len"), "n")]), fn("gt", col("n"), lit(1)));
    expect(rows(join(facts, several, "semi", [col("k")]))).toBe(40_000);
  });
  test("several keys are no more than the rows of the largest table", () => {
    const other = scan("other", { k: Int64, day: Int32 }, 50_000);
    expect(rows(join(facts, other, "inner", [col("k"), col("day")]))).toBe(50_000);
  });
});
