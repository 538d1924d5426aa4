// The fluent API: what each call builds, and what it refuses at once.

import { describe, expect, test } from "vitest";
import { InvalidOperationError } from "../../src/errors/index.js";
import { type AnyExpr, all, col, Expr, exclude, len, lit, when } from "../../src/expr/index.js";
import { aliases, type FunctionName, functionOf, functions, strAliases } from "../../src/functions/index.js";
import { Datetime, Duration, Int64, Utf8 } from "../../src/types/index.js";
import { when as whenNode } from "./build.js";

const a = { kind: "Column", name: "a" } as const;
const b = { kind: "Column", name: "b" } as const;
const one = { kind: "Literal", value: 1 } as const;
const day = new Date("2024-02-29");

const nodes: readonly (readonly [string, AnyExpr, unknown])[] = [
  ["a column", col("a"), a],
  ["a pattern", col("^a.*$"), { kind: "Columns", select: { by: "pattern", pattern: "^a.*$" }, exclude: [] }],
  ["all by star", col("*"), { kind: "Columns", select: { by: "all" }, exclude: [] }],
  ["several columns", col(["a", "b"]), { kind: "Columns", select: { by: "names", names: ["a", "b"] }, exclude: [] }],
  ["no columns", col([]), { kind: "Columns", select: { by: "names", names: [] }, exclude: [] }],
  ["columns of a dtype", col(Utf8), { kind: "Columns", select: { by: "dtype", dtypes: [Utf8] }, exclude: [] }],
  ["columns of dtypes", col([Utf8, Int64] as const), { kind: "Columns", select: { by: "dtype", dtypes: [Utf8, Int64] }, exclude: [] }],
  ["all but some", exclude("a", ["b"]), { kind: "Columns", select: { by: "all" }, exclude: ["a", "b"] }],
  ["exclude", all().exclude("a").exclude("b"), { kind: "Columns", select: { by: "all" }, exclude: ["a", "b"] }],
  ["a literal", lit(null), { kind: "Literal", value: null }],
  ["a Date", lit(day), { kind: "Literal", value: day }],
  ["the number of rows", len(), { kind: "Call", fn: "len", args: [], options: [] }],
  ["a value as operand", col("a").add(1), { kind: "Call", fn: "add", args: [a, one], options: [] }],
  ["an expression as operand", col("a").add(col("b")), { kind: "Call", fn: "add", args: [a, b], options: [] }],
  ["a string as operand is a value", col("a").eq("b"), { kind: "Call", fn: "eq", args: [a, { kind: "Literal", value: "b" }], options: [] }],
  ["members", col("a").isIn(new Set([1, null])), { kind: "Call", fn: "isIn", args: [a, { kind: "List", values: [1, null] }], options: [] }],
  [
    "members of a typed array",
    col("a").isIn(Int8Array.of(1, 2)),
    { kind: "Call", fn: "isIn", args: [a, { kind: "List", values: [1, 2] }], options: [] },
  ],
  ["default options", col("a").round(), { kind: "Call", fn: "round", args: [a], options: [0, "halfToEven"] }],
  ["options", col("a").round(2, "halfAwayFromZero"), { kind: "Call", fn: "round", args: [a], options: [2, "halfAwayFromZero"] }],
  [
    "operands, then options",
    col("a").isBetween(1, col("b"), "left"),
    { kind: "Call", fn: "isBetween", args: [a, one, b], options: ["left"] },
  ],
  ["functions of strings", col("a").str.slice(-2), { kind: "Call", fn: "str.slice", args: [a], options: [-2, null] }],
  ["functions of dates", col("a").dt.year(), { kind: "Call", fn: "dt.year", args: [a], options: [] }],
  ["alias", col("a").alias("b").as("c"), { kind: "Alias", input: { kind: "Alias", input: a, name: "b" }, name: "c" }],
  ["prefix", col("a").prefix("x_"), { kind: "Affix", input: a, prefix: "x_", suffix: "" }],
  ["suffix", col("a").suffix("_x"), { kind: "Affix", input: a, prefix: "", suffix: "_x" }],
  ["cast", col("a").cast(Int64), { kind: "Cast", input: a, dtype: Int64, strict: true }],
  ["cast that is not strict", col("a").cast(Int64, false), { kind: "Cast", input: a, dtype: Int64, strict: false }],
  ["cast to a dtype's default", col("a").cast(Datetime), { kind: "Cast", input: a, dtype: Datetime("us"), strict: true }],
  ["cast with a unit", col("a").cast(Duration("ns")), { kind: "Cast", input: a, dtype: Duration("ns"), strict: true }],
  ["over", col("a").over("b", col("a")), { kind: "Over", input: a, keys: [b, a] }],
  ["over an array", col("a").over(["b"]), { kind: "Over", input: a, keys: [b] }],
  ["when", when(col("a")).then(1).otherwise(col("b")), whenNode(a, one, b)],
  ["when alone", when(col("a")).then(1), whenNode(a, one, { kind: "Literal", value: null })],
  ["when, chained", when(col("a")).then(1).when(col("b")).then(col("b")).otherwise(1), whenNode(a, one, whenNode(b, b, one))],
];

test.each(nodes)("%s", (_, expr, node) => {
  expect(expr).toBeInstanceOf(Expr);
  expect(expr.node).toEqual(node);
});

test("a branch is not changed by what is chained to it", () => {
  const first = when(col("a")).then(1);
  first.when(col("b")).then(2);
  expect(first.otherwise(3).node).toEqual(whenNode(a, one, { kind: "Literal", value: 3 }));
});

describe("the function table", () => {
  const example: Record<string, unknown> = {
    "a whole number from 0 on": 0,
    "a number from 0 to 1": 0.5,
    "a string": "x",
    "a character": "x",
    "a whole number": 0,
  };
  const build = (fn: FunctionName, path: string): AnyExpr => {
    const [, ...parameters] = functionOf(fn).args;
    const given = parameters.map((parameter) =>
      parameter.description === "a list of values" ? [1] : (example[parameter.description] ?? undefined),
    );
    const operands = given.map((value, index) => (parameters[index]?.kind === "operand" && value === undefined ? 1 : value));
    const [owner, method] = path.includes(".") ? [Reflect.get(col("a"), path.split(".")[0]!), path.split(".")[1]!] : [col("a"), path];
    return (Reflect.get(owner, method) as (...args: unknown[]) => AnyExpr).apply(owner, operands);
  };

  test.each(Object.keys(functions) as FunctionName[])("%s is a method", (fn) => {
    expect(build(fn, fn).node).toMatchObject({ kind: "Call", fn, args: expect.arrayContaining([a]) });
  });

  test.each([...Object.entries(aliases), ...Object.entries(strAliases).map(([name, fn]) => [`str.${name}`, fn] as const)])(
    "%s is %s",
    (alias, fn) => {
      expect(build(fn, alias).node).toEqual(build(fn, fn).node);
    },
  );

  test("methods are not enumerable, and have their names", () => {
    expect(Object.keys(Expr.prototype)).toEqual([]);
    expect(Expr.prototype.sum.name).toBe("sum");
  });
});

const mistakes: readonly (readonly [string, () => unknown, string])[] = [
  [
    "an operand that is no value",
    () => col("a").add({} as never),
    "add needs an expression, a number, string, boolean, Date or null, not an object",
  ],
  [
    "no operand",
    () => Reflect.apply(col("a").add, col("a"), []),
    "add needs an expression, a number, string, boolean, Date or null, not undefined",
  ],
  ["an operand too many", () => Reflect.apply(col("a").add, col("a"), [1, 2]), "add takes at most 1 argument, not 2"],
  ["an argument where there is none", () => Reflect.apply(col("a").sum, col("a"), [1]), "sum takes no arguments, not 1"],
  [
    "an invalid Date",
    () => col("a").lt(new Date("x")),
    "lt needs an expression, a number, string, boolean, Date or null, not an invalid Date",
  ],
  ["a negative count", () => col("a").round(-1), "round: decimals must be a whole number from 0 on, not -1"],
  ["an unknown choice", () => col("a").round(0, "up" as never), 'round: mode must be "halfToEven", "halfAwayFromZero", not "up"'],
  [
    "a missing option",
    () => Reflect.apply(col("a").quantile, col("a"), []),
    "quantile: quantile must be a number from 0 to 1, not undefined",
  ],
  ["a quantile above 1", () => col("a").quantile(1.5), "quantile: quantile must be a number from 0 to 1, not 1.5"],
  ["members that are no list", () => col("a").isIn("abc"), 'isIn needs an array or another iterable of values, not "abc"'],
  [
    "a member that is no value",
    () => col("a").isIn([[1]] as never),
    "isIn needs an expression, a number, string, boolean, Date or null, not an array",
  ],
  ["a dtype that is none", () => col("a").cast("i64" as never), 'a dtype such as pl.Int64 is needed, not "i64"'],
  ["a column that is no name", () => col(1 as never), "col needs a name, a dtype, or an array of them, not 1"],
  ["a column without a name in a list", () => col(["a", 1 as never]), "col needs column names, not 1"],
  ["exclude of one column", () => col("a").exclude("a"), "exclude needs an expression over several columns, such as pl.all()"],
  ["over what is no key", () => col("a").over(1 as never), "over needs column names or expressions, not 1"],
];

test.each(mistakes)("refuses %s", (_, make, message) => {
  expect(make).toThrow(new InvalidOperationError(message));
});

test("prints as it is written", () => {
  expect(String(col("price").mul(col("qty")).gt(3).alias("dear"))).toBe('(col("price") * col("qty") > 3).alias("dear")');
});
