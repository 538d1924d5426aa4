import { describe, expect, test } from "vitest";
import type { ExprNode } from "../../src/expr/index.js";
import { type GroupJoin, groupJoinOf } from "../../src/optimize/index.js";
import type { PlanOf } from "../../src/plan/index.js";
import { Int64 } from "../../src/types/index.js";
import { alias, cast, col, fn } from "../expr/build.js";
import { aggregate, join, scan } from "../plan/build.js";
import { big, small } from "./support.js";

const found = (input: Parameters<typeof aggregate>[0], keys: readonly ExprNode[], aggs: readonly ExprNode[]): GroupJoin | undefined =>
  groupJoinOf(aggregate(input, [...keys], [...aggs]) as PlanOf<"Aggregate">);

describe("group join", () => {
  const left = join(small, big, "left", [col("k")]);
  test("of aggregates of right columns, by the left key and what else the left side has", () => {
    expect(found(left, [col("k")], [fn("count", col("v")), alias(fn("sum", col("v")), "s")])?.aggregates).toEqual([
      { name: "v", fn: "count", column: "v" },
      { name: "s", fn: "sum", column: "v" },
    ]);
    expect(found(left, [col("w"), col("k")], [fn("mean", col("v"))])).toBeDefined();
    const renamed = join(small, scan("many", { k: Int64, w: Int64 }, 1000), "left", [col("k")]);
    expect(found(renamed, [col("k")], [fn("max", col("w_right"))])?.aggregates).toEqual([{ name: "w_right", fn: "max", column: "w" }]);
  });
  test("not by other keys, of other aggregates, or where the left side has more rows", () => {
    expect(found(left, [col("w")], [fn("count", col("v"))])).toBeUndefined();
    expect(found(left, [alias(cast(col("k"), Int64), "k")], [fn("count", col("v"))])).toBeUndefined();
    expect(found(left, [col("k"), col("v")], [fn("count", col("v"))])).toBeUndefined();
    expect(found(left, [col("k")], [fn("count", col("w"))])).toBeUndefined();
    expect(found(left, [col("k")], [fn("first", col("v"))])).toBeUndefined();
    expect(found(left, [col("k")], [fn("len")])).toBeUndefined();
    expect(found(left, [col("k")], [fn("sum", fn("add", col("v"), col("v")))])).toBeUndefined();
    expect(found(join(small, big, "inner", [col("k")]), [col("k")], [fn("count", col("v"))])).toBeUndefined();
    expect(found(join(big, small, "left", [col("k")]), [col("k")], [fn("count", col("w"))])).toBeUndefined();
  });
});
