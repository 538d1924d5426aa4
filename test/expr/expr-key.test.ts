import { describe, expect, test } from "vitest";
import { type ExprNode, exprKey, sameExpr } from "../../src/expr/index.js";
import { Datetime, Float32, Float64, Int32, Utf8 } from "../../src/types/index.js";
import { alias, all, cast, col, fn, fnWith, isIn, lit, over, when } from "./build.js";

const [a, b] = [col("a"), col("b")];
const time = new Date(0);

/** No two are equal. */
const different: readonly ExprNode[] = [
  a,
  b,
  col('a"'),
  col("a,b"),
  lit("a"),
  lit("1"),
  lit(1),
  lit(1n),
  lit(true),
  lit("true"),
  lit(null),
  lit("null"),
  lit(0),
  lit(-0),
  lit(Number.NaN),
  lit("NaN"),
  lit(Number.POSITIVE_INFINITY),
  lit(Number.NEGATIVE_INFINITY),
  lit(time),
  lit(new Date(1)),
  lit(0n),
  lit(time.toISOString()),
  lit(1, Int32),
  lit(1, Float32),
  lit(1, Float64),
  lit(1n, Datetime("us")),
  lit(1n, Datetime("us", "Europe/Berlin")),
  lit("Int32"),
  lit("1:Int32"),
  isIn(a, 1, 2),
  isIn(a, 12),
  isIn(a, "1", "2"),
  isIn(a, "1,2"),
  isIn(a),
  fn("add", a, b),
  fn("add", b, a),
  fn("sub", a, b),
  fn("sum", a),
  { ...(fn("sum", a) as Extract<ExprNode, { kind: "Call" }>), orNull: true },
  fn("add", fn("add", a, b), a),
  fn("add", a, fn("add", b, a)),
  fnWith("round", [1], a),
  fnWith("round", [2], a),
  fnWith("str.contains", ["1", true], a),
  fnWith("str.contains", ["1,true"], a),
  cast(a, Int32),
  cast(a, Utf8),
  { kind: "Cast", input: a, dtype: Int32, strict: false },
  when(a, b, a),
  when(a, a, b),
  { ...(when(a, b, a) as Extract<ExprNode, { kind: "When" }>), filters: true },
  over(fn("sum", a), b),
  over(fn("sum", a), b, a),
  over(fn("sum", a)),
  alias(a, "b"),
  alias(b, "a"),
  { kind: "Affix", input: a, prefix: "x", suffix: "" },
  { kind: "Affix", input: a, prefix: "", suffix: "x" },
  all(),
  all("a"),
  { kind: "Columns", select: { by: "names", names: ["a"] }, exclude: [] },
  { kind: "Columns", select: { by: "pattern", pattern: "a" }, exclude: [] },
  { kind: "Columns", select: { by: "dtype", dtypes: [Int32] }, exclude: [] },
];

describe("exprKey", () => {
  test("tells different expressions apart", () => {
    expect(new Set(different.map(exprKey)).size).toBe(different.length);
    for (const left of different) for (const right of different) expect(sameExpr(left, right)).toBe(left === right);
  });

  test.each(different.map((node) => [exprKey(node), node]))("is the same for a copy of %s", (key, node) => {
    const copy = structuredClone(node) as ExprNode;
    expect(exprKey(copy)).toBe(key);
    expect(sameExpr(copy, node as ExprNode)).toBe(true);
  });
});
