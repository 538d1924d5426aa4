import { describe, expect, test } from "vitest";
import { coerce, type ExprNode } from "../../src/expr/index.js";
import { fold } from "../../src/optimize/fold.js";
import { Bool, type ColumnType, Float32, Float64, Int8, Int32, Int64, UInt8, UInt64, Utf8 } from "../../src/types/index.js";
import { cast, fn, fnWith, lit } from "../expr/build.js";

const folded = (node: ExprNode): ExprNode => fold(coerce(node, new Map()).node);
const f32 = (value: number): ExprNode => lit(Math.fround(value), Float32);

describe("fold", () => {
  const rows: readonly (readonly [ExprNode, unknown, ColumnType])[] = [
    [fn("add", lit(127, Int8), lit(1, Int8)), -128, Int8],
    [fn("sub", lit(0, UInt8), lit(1, UInt8)), 255, UInt8],
    [fn("mul", lit(2 ** 31 - 1, Int32), lit(2, Int32)), -2, Int32],
    [fn("add", lit(2n ** 63n - 1n, Int64), lit(1n, Int64)), -(2n ** 63n), Int64],
    [fn("sub", lit(0n, UInt64), lit(1n, UInt64)), 2n ** 64n - 1n, UInt64],
    [fn("neg", lit(-128, Int8)), -128, Int8],
    [fn("add", f32(0.1), f32(0.2)), Math.fround(Math.fround(0.1) + Math.fround(0.2)), Float32],
    [fn("mul", lit(-1.5), lit(0, Float64)), -0, Float64],
    [fn("div", lit(0, Float64), lit(0, Float64)), Number.NaN, Float64],
    [fn("div", lit(7, Float64), lit(0, Float64)), Number.POSITIVE_INFINITY, Float64],
    [fn("add", lit(1, Int32), lit(null, Int32)), null, Int32],
    [fn("eq", lit(Number.NaN), lit(Number.NaN)), true, Bool],
    [fn("gt", lit(Number.NaN), lit(Number.POSITIVE_INFINITY)), true, Bool],
    [fn("eq", lit(0, Float64), lit(-0, Float64)), true, Bool],
    [fn("lt", lit(2n ** 63n - 2n, Int64), lit(2n ** 63n - 1n, Int64)), true, Bool],
    [fn("eq", lit("a", Utf8), lit("a", Utf8)), true, Bool],
    [fn("gt", lit(1, Int32), lit(null, Int32)), null, Bool],
    [fn("eqMissing", lit(null, Int32), lit(null, Int32)), true, Bool],
    [fn("eqMissing", lit(1, Int32), lit(null, Int32)), false, Bool],
    [fn("isNull", lit(null, Int32)), true, Bool],
    [fn("isNotNull", lit(1, Int32)), true, Bool],
    [cast(lit(5, Int32), Int64), 5n, Int64],
    [cast(lit(2n ** 53n + 1n, Int64), Float64), 2 ** 53, Float64],
    [cast(lit(0.1, Float64), Float32), Math.fround(0.1), Float32],
    [cast(lit(null, Int32), Utf8), null, Utf8],
  ];
  test.each(rows)("row %#", (node, value, dtype) => {
    const result = folded(node);
    expect(result).toEqual({ kind: "Literal", value, dtype });
  });

  const left: readonly ExprNode[] = [
    cast(lit(300, Int32), Int8),
    cast(lit(1.5, Float64), Int32),
    cast(lit("5", Utf8), Int32),
    fn("gt", lit("b", Utf8), lit("a", Utf8)),
    fn("floorDiv", lit(7, Int32), lit(2, Int32)),
    fnWith("str.contains", [true], lit("abc", Utf8), lit("b", Utf8)),
  ];
  test.each(left)("leaves to the kernels, row %#", (node) => {
    expect(folded(node)).toEqual(coerce(node, new Map()).node);
  });
});
