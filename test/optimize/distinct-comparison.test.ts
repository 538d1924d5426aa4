import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExprNode } from "../../src/expr/index.js";
import type { FunctionName } from "../../src/functions/index.js";
import { optimizeSteps } from "../../src/optimize/index.js";
import { explain, type Plan, schemaOf } from "../../src/plan/index.js";
import { Bool, type ColumnType, Date_, Datetime, Float64, UInt64, Utf8 } from "../../src/types/index.js";
import { alias, cast, col, fn, lit } from "../expr/build.js";
import { aggregate, filter, join, scan, select } from "../plan/build.js";
import { evaluate } from "./evaluate.js";
import { comparable, t as randomT, tables } from "./random-plan.js";
import { around, t } from "./support.js";

const distinct = (name: string): ExprNode => alias(fn("nUnique", col(name)), "n");
const counted = aggregate(t, [col("a")], [distinct("b"), alias(fn("sum", col("x")), "x")]);
const isSingle = fn("eq", col("n"), lit(1));
const isChanged = (plan: Plan): boolean => optimizeSteps(plan).some((step) => step.rule === "distinct-comparison");

describe("distinct-comparison", () => {
  test("of groups that pass a filter", () => {
    expect(around("distinct-comparison", select(filter(counted, fn("gt", col("n"), lit(1))), col("a"), col("x")))).toMatchInlineSnapshot(`
      "
      SELECT [col("a"), col("x")]
      FROM
        FILTER col("n") > 1
        FROM
          AGGREGATE
            [col("b").nUnique().alias("n"), col("x").sum().alias("x")] BY [col("a")]
          FROM
            SCAN t
            PROJECT 3/5 COLUMNS: ["a","b","x"]
        ⇒
      SELECT [col("a"), col("x")]
      FROM
        FILTER col("__distinct3") > 0 and (col("__distinct1") != col("__distinct2") or col("__distinct3") < col("__distinct0"))
        FROM
          AGGREGATE
            [col("x").sum().alias("x"), col("b").min().alias("__distinct1"), col("b").max().alias("__distinct2"), col("b").count().alias("__distinct3"), len().alias("__distinct0")] BY [col("a")]
          FROM
            SCAN t
            PROJECT 3/5 COLUMNS: ["a","b","x"]
      "
    `);
  });
  test("in what a selection computes, under the name it has", () => {
    expect(around("distinct-comparison", select(counted, col("a"), isSingle))).toMatchInlineSnapshot(`
      "
      SELECT [col("a"), (col("n") == 1).alias("n")]
      FROM
        AGGREGATE
          [col("b").nUnique().alias("n")] BY [col("a")]
        FROM
          SCAN t
          PROJECT 2/5 COLUMNS: ["a","b"]
        ⇒
      SELECT [col("a"), (col("__distinct3") == 0 or col("__distinct1") == col("__distinct2") and col("__distinct3") == col("__distinct0")).alias("n")]
      FROM
        AGGREGATE
          [col("b").min().alias("__distinct1"), col("b").max().alias("__distinct2"), col("b").count().alias("__distinct3"), len().alias("__distinct0")] BY [col("a")]
        FROM
          SCAN t
          PROJECT 2/5 COLUMNS: ["a","b"]
      "
    `);
  });
  test("below a join and a further aggregation", () => {
    const plan = join(filter(counted, isSingle), t, "semi", [col("a")], [col("a")]);
    expect(isChanged(select(plan, col("x")))).toBe(true);
    expect(isChanged(aggregate(filter(counted, isSingle), [col("x")], [fn("len")]))).toBe(true);
    expect(isChanged(aggregate(counted, [isSingle], [fn("len")]))).toBe(true);
  });
  test.each<[FunctionName, number, boolean]>([
    ["eq", 1, true],
    ["eqMissing", 1, true],
    ["neq", 1, true],
    ["gt", 1, true],
    ["gtEq", 2, true],
    ["lt", 2, true],
    ["ltEq", 1, true],
    ["eq", 2, false],
    ["neq", 2, false],
    ["gt", 2, false],
    ["gtEq", 3, false],
    ["lt", 3, false],
    ["ltEq", 2, false],
  ])("n %s %i: %s, from either side", (name, bound, expected) => {
    expect(isChanged(select(filter(counted, fn(name, col("n"), lit(bound))), col("a")))).toBe(expected);
    const mirror: Partial<Record<FunctionName, FunctionName>> = { gt: "lt", gtEq: "ltEq", lt: "gt", ltEq: "gtEq" };
    expect(isChanged(select(filter(counted, fn(mirror[name] ?? name, lit(bound), col("n"))), col("a")))).toBe(expected);
  });
  test.each<[string, ColumnType, boolean]>([
    ["u64", UInt64, true],
    ["dates", Date_, true],
    ["times", Datetime("us"), true],
    ["floats: their least value passes over NaN", Float64, false],
    ["strings", Utf8, false],
    ["bools", Bool, false],
  ])("of %s", (_, dtype, expected) => {
    const typed = aggregate(scan("typed", { k: Utf8, v: dtype }), [col("k")], [distinct("v")]);
    expect(isChanged(select(filter(typed, isSingle), col("k")))).toBe(expected);
  });
  test("not where the count is read, another reads it, or there may be no rows", () => {
    expect(isChanged(filter(counted, isSingle))).toBe(false);
    expect(isChanged(select(filter(counted, isSingle), fn("add", col("a"), col("n"))))).toBe(false);
    expect(isChanged(select(filter(counted, fn("or", isSingle, fn("eq", col("n"), lit(3)))), col("a")))).toBe(false);
    expect(isChanged(select(filter(aggregate(t, [], [distinct("b")]), isSingle), lit(1)))).toBe(false);
    const chosen = select(filter(counted, isSingle), col("a"));
    expect(isChanged(join(chosen, counted, "inner", [col("a")], [col("a")]))).toBe(false);
  });
  test("keeps what a plan means: nulls beside values, null only, both counts at once", () => {
    const names = fc.constantFrom<FunctionName>("eq", "neq", "gt", "ltEq");
    const ofCount = (name: FunctionName, column: string): ExprNode => fn(name, col(column), lit(1));
    fc.assert(
      fc.property(
        tables,
        names,
        names,
        fc.constantFrom<FunctionName>("and", "or"),
        fc.boolean(),
        (data, first, second, both, isFiltered) => {
          const doubled = cast(fn("mul", col("a"), lit(2)), Date_);
          const grouped = aggregate(randomT, [col("s")], [alias(fn("nUnique", col("b")), "n"), alias(fn("nUnique", doubled), "m")]);
          const predicate = fn(both, ofCount(first, "n"), fn("not", ofCount(second, "m")));
          const plan = isFiltered ? select(filter(grouped, predicate), col("s")) : select(grouped, col("s"), alias(predicate, "p"));
          const steps = optimizeSteps(plan);
          const { plan: best } = steps.at(-1)!;
          expect(steps.map(({ rule }) => rule)).toContain("distinct-comparison");
          expect([...schemaOf(best)]).toEqual([...schemaOf(plan)]);
          const written = comparable(evaluate(plan, data, false), false);
          expect(comparable(evaluate(best, data, true), false), explain(best)).toEqual(written);
        },
      ),
      { numRuns: 300 },
    );
  });
});
