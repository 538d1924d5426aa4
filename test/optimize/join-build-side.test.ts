import { describe, expect, test } from "vitest";
import { optimizeSteps } from "../../src/optimize/index.js";
import { explain, type Plan } from "../../src/plan/index.js";
import { Int64, Utf8 } from "../../src/types/index.js";
import { alias, col, fn, isIn } from "../expr/build.js";
import { aggregate, asofJoin, by, filter, join, scan, select, slice, sort, unique } from "../plan/build.js";
import { big, small } from "./support.js";

describe("join-build-side", () => {
  const buildOf = (plan: Plan): string[] =>
    [...explain(optimizeSteps(plan).at(-1)?.plan ?? plan).matchAll(/build: (\w+)/g)].map(([, side]) => side ?? "");
  const inner = join(small, big, "inner", [col("k")]);
  const sum = aggregate(inner, [col("w")], [fn("sum", col("v"))]);
  test("builds from the smaller side where nobody sees the order", () => {
    expect(buildOf(sum)).toEqual(["left"]);
    expect(buildOf(select(sort(inner, by(col("v"))), fn("max", col("v"))))).toEqual(["left"]);
    expect(buildOf(unique(inner, undefined, "any"))).toEqual(["left"]);
  });
  test("keeps a join that occurs twice one object, with the order that one of its readers sees", () => {
    const plan = join(inner, aggregate(inner, [], [alias(fn("max", col("v")), "m")]), "cross");
    expect(buildOf(plan)).toEqual(["right"]);
  });
  test("keeps the left side's order where somebody does", () => {
    expect(buildOf(inner)).toEqual(["right"]);
    expect(buildOf(sort(inner, by(col("v"))))).toEqual(["right"]);
    expect(buildOf(sort(slice(inner, 0, 9), by(col("v"))))).toEqual(["right"]);
    expect(buildOf(aggregate(inner, [col("w")], [fn("first", col("v"))]))).toEqual(["right"]);
    expect(buildOf(aggregate(inner, [col("w")], [fn("sum", col("v"))], true))).toEqual(["right"]);
    expect(buildOf(unique(inner, ["w"], "first"))).toEqual(["right"]);
    expect(buildOf(select(asofJoin(inner, big, "v"), fn("count", col("w"))))).toEqual(["right"]);
  });
  test("lets the smaller left side of a semi or anti join build, whoever sees the order", () => {
    expect(buildOf(join(small, big, "semi", [col("k")]))).toEqual(["left"]);
    expect(buildOf(sort(join(small, big, "anti", [col("k")]), by(col("w"))))).toEqual(["left"]);
    expect(buildOf(join(big, small, "semi", [col("k")]))).toEqual(["right"]);
  });
  test("counts what filters leave", () => {
    const filtered = filter(big, isIn(col("k"), 1, 2));
    const similar = scan("similar", { k: Int64, w: Utf8 }, 500_000);
    expect(buildOf(select(join(similar, filtered, "inner", [col("k")]), fn("sum", col("v"))))).toEqual(["right"]);
    expect(buildOf(select(join(similar, big, "inner", [col("k")]), fn("sum", col("v"))))).toEqual(["left"]);
  });
});
