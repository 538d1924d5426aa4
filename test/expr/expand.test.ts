import { describe, expect, test } from "vitest";
import { type ExprNode, expand, formatExpr } from "../../src/expr/index.js";
import { Float64, Int64, Utf8 } from "../../src/types/index.js";
import { alias, all, cast, col, fn, lit, over, schemaOfTypes, when } from "./build.js";

const schema = schemaOfTypes({ a: Int64, b: Float64, name: Utf8, n2: Int64 });
const expanded = (...exprs: ExprNode[]): string[] =>
  expand(exprs, schema, () => "SELECT").map(({ name, expr }) => `${name} = ${formatExpr(expr)}`);
const names = (...of: string[]): ExprNode => ({ kind: "Columns", select: { by: "names", names: of }, exclude: [] });
const affix = (input: ExprNode, prefix: string, suffix: string): ExprNode => ({ kind: "Affix", input, prefix, suffix });

describe("expand", () => {
  const rows: readonly (readonly [ExprNode[], string[]])[] = [
    [[all()], ['a = col("a")', 'b = col("b")', 'name = col("name")', 'n2 = col("n2")']],
    [[all("a", "^n")], ['b = col("b")', 'name = col("name")', 'n2 = col("n2")']],
    [[all("a", "^n.*$")], ['b = col("b")']],
    [[names("b", "a")], ['b = col("b")', 'a = col("a")']],
    [[names("b", "^n.*$")], ['b = col("b")', 'name = col("name")', 'n2 = col("n2")']],
    [[{ kind: "Columns", select: { by: "pattern", pattern: "^.*a.*$" }, exclude: [] }], ['a = col("a")', 'name = col("name")']],
    [[{ kind: "Columns", select: { by: "dtype", dtypes: [Int64, Utf8] }, exclude: ["a"] }], ['name = col("name")', 'n2 = col("n2")']],
    [[fn("sub", names("a", "b"), fn("mean", names("a", "b")))], ['a = col("a") - col("a").mean()', 'b = col("b") - col("b").mean()']],
    [[fn("mul", names("a", "b"), names("n2"))], ['a = col("a") * col("n2")', 'b = col("b") * col("n2")']],
    [[affix(fn("sum", names("a", "b")), "s_", "_x")], ['s_a_x = col("a").sum()', 's_b_x = col("b").sum()']],
    [[affix(affix(col("a"), "", "1"), "", "2")], ['a12 = col("a")']],
    [[alias(affix(col("a"), "", "1"), "z")], ['z = col("a")']],
    [[fn("add", alias(col("a"), "z"), lit(1))], ['z = col("a") + 1']],
    [[fn("add", lit(1), col("a"))], ['literal = 1 + col("a")']],
    [[when(col("a"), col("b"), col("n2"))], ['b = when(col("a")).then(col("b")).otherwise(col("n2"))']],
    [[over(fn("sum", cast(col("a"), Float64)), col("b"))], ['a = col("a").cast(Float64).sum().over(col("b"))']],
    [[{ kind: "Columns", select: { by: "dtype", dtypes: [] }, exclude: [] }], []],
  ];
  test.each(rows)("row %#", (exprs, texts) => {
    expect(expanded(...exprs)).toEqual(texts);
  });

  test("names the column that is there twice", () => {
    expect(() => expanded(all(), fn("sum", col("b")))).toThrow(
      'two columns would be named "b"; rename one with alias(), suffix() or prefix()\n  in: SELECT',
    );
  });
  test("names the column that is not there", () => {
    expect(() => expanded(names("a", "nam"))).toThrow(
      'unable to find column "nam"; valid columns: ["a","b","name","n2"]. Did you mean "name"?\n  in: SELECT',
    );
  });
  test("refuses selections of different lengths in one expression", () => {
    expect(() => expanded(fn("add", all(), names("a", "b")))).toThrow(
      "selections of 4 and 2 columns stand in one expression; all of them must choose equally many\n  in: SELECT",
    );
  });
  test("refuses what is not a pattern", () => {
    expect(() => expanded(names("^(a$"))).toThrow('"^(a$" is not a pattern: Invalid regular expression: /^(a$/u: Unterminated group');
  });
});
