import { describe, expect, test } from "vitest";
import { type ExprNode, formatExpr } from "../../src/expr/index.js";
import { Date_, Datetime, Duration, Int64 } from "../../src/types/index.js";
import { alias, all, cast, col, fn, fnWith, isIn, lit, over, when } from "./build.js";

const rows: readonly (readonly [ExprNode, string])[] = [
  [col('a "b"'), 'col("a \\"b\\"")'],
  [fn("gt", col("price"), lit(3)), 'col("price") > 3'],
  [fn("sub", col("a"), fn("sub", col("b"), col("c"))), 'col("a") - (col("b") - col("c"))'],
  [fn("sub", fn("sub", col("a"), col("b")), col("c")), 'col("a") - col("b") - col("c")'],
  [fn("mul", fn("add", col("a"), lit(1)), col("b")), '(col("a") + 1) * col("b")'],
  [fn("eq", fn("eq", col("a"), col("b")), lit(true)), '(col("a") == col("b")) == true'],
  [fn("and", fn("or", col("a"), col("b")), fn("and", col("c"), col("d"))), '(col("a") or col("b")) and col("c") and col("d")'],
  [fn("sum", fn("mul", col("a"), col("b"))), '(col("a") * col("b")).sum()'],
  [fnWith("round", [2, "halfToEven"], col("a")), 'col("a").round(2)'],
  [fnWith("round", [0, "halfAwayFromZero"], col("a")), 'col("a").round(0, "halfAwayFromZero")'],
  [fnWith("std", [1], col("a")), 'col("a").std()'],
  [isIn(col("g"), "x", null), 'col("g").isIn(["x", null])'],
  [isIn(col("g"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 'col("g").isIn([1, 2, 3, 4, 5, 6, 7, 8, … 2 more])'],
  [when(col("p"), lit("x"), lit(null)), 'when(col("p")).then("x").otherwise(null)'],
  [alias(cast(lit(5), Int64), "n"), 'lit(5).cast(Int64).alias("n")'],
  [over(fn("mean", col("a")), col("k"), col("j")), 'col("a").mean().over(col("k"), col("j"))'],
  [all("x", "y"), 'all().exclude("x", "y")'],
  [{ kind: "Affix", input: all(), prefix: "p_", suffix: "_s" }, 'all().prefix("p_").suffix("_s")'],
  [lit(-0), "-0"],
  [lit(new Date(0)), "1970-01-01T00:00:00.000Z"],
  [lit(19_000, Date_), "2022-01-08"],
  [lit(-1n, Datetime("us")), "1969-12-31T23:59:59.999999"],
  [lit(1_000n, Datetime("ms")), "1970-01-01T00:00:01.000"],
  [lit(9_223_372_036_854_775_807n, Datetime("ms")), "9223372036854775807 ms"],
  [lit(5n, Duration("ns")), "5 ns"],
];

describe("formatExpr", () => {
  test.each(rows)("%#", (node, text) => {
    expect(formatExpr(node)).toBe(text);
  });
});
