// Functions of strings against Polars', on random texts.

import fc from "fast-check";
import polars from "nodejs-polars";
import { expect, test } from "vitest";
import type { ExprNode } from "../../src/expr/index.js";
import { Utf8 } from "../../src/types/index.js";
import { check, columnOf, text } from "../kernels/support.js";
import { cellsOf, col, fn, lit } from "./support.js";

type Polars = ReturnType<typeof polars.col>;

const cells = columnOf(
  fc.option(
    fc.oneof(
      text,
      fc.array(fc.constantFrom("a", "b", "x", " ", "é", "1", "22", "-", "ab"), { maxLength: 8 }).map((parts) => parts.join("")),
    ),
    { freq: 6 },
  ),
);
const patterns = ["a", "ab", "(a)(b)?", "[abx]+", "\\d+", "x*", "^ ?a", "(?<n>.)b", "b$", "a|\\w1", "é", "-(.*)-"];
const values = ["", "_", "$0$0", "[$1]", ["$", "{n}!"].join(""), "$$", "$2x", "much longer than it was"];

/** nodejs-polars takes a pattern that is text as it is for a literal, whose value refers to no groups; newer Polars does not. */
const pattern = (text: string): string => `(?:${text})`;

const cases: readonly (readonly [string, (a: string, b: string, n: number) => readonly [ExprNode, (column: Polars) => Polars]])[] = [
  ["replace", (a, b) => [fn("str.replace", [col("x"), lit(a), lit(b)], [false, 1]), (c) => c.str.replace(pattern(a), b)]],
  ["replaceAll", (a, b) => [fn("str.replaceAll", [col("x"), lit(a), lit(b)], [false]), (c) => c.str.replaceAll(pattern(a), b)]],
  ["literal replace", (a, b, n) => [fn("str.replace", [col("x"), lit(a), lit(b)], [true, n]), (c) => c.str.replace(a, b, true, n)]],
  ["literal replaceAll", (a, b) => [fn("str.replaceAll", [col("x"), lit(a), lit(b)], [true]), (c) => c.str.replaceAll(a, b, true)]],
  ["replace by a column", (a) => [fn("str.replace", [col("x"), lit(a), col("x")], [false, 1]), (c) => c.str.replace(pattern(a), c)]],
  ["extract", (a, _, n) => [fn("str.extract", [col("x")], [a, n]), (c) => c.str.extract(a, n)]],
  ["contains", (a) => [fn("str.contains", [col("x"), lit(a)], [false]), (c) => c.str.contains(a)]],
  ["strip", () => [fn("str.strip", [col("x")]), (c) => c.str.strip()]],
  ["lstrip", () => [fn("str.lstrip", [col("x")]), (c) => c.str.lstrip()]],
  ["rstrip", () => [fn("str.rstrip", [col("x")]), (c) => c.str.rstrip()]],
  ["stripChars", (a) => [fn("str.stripChars", [col("x")], [a]), (c) => c.str.stripChars(a)]],
  ["stripCharsStart", (a) => [fn("str.stripCharsStart", [col("x")], [a]), (c) => c.str.stripCharsStart(a)]],
  ["stripCharsEnd", (a) => [fn("str.stripCharsEnd", [col("x")], [a]), (c) => c.str.stripCharsEnd(a)]],
  ["padStart", (a, _, n) => [fn("str.padStart", [col("x")], [n * 5, a]), (c) => c.str.padStart(n * 5, a)]],
  ["padEnd", (a, _, n) => [fn("str.padEnd", [col("x")], [n * 5, a]), (c) => c.str.padEnd(n * 5, a)]],
  ["zFill", (_, __, n) => [fn("str.zFill", [col("x")], [n * 3]), (c) => c.str.zFill(n * 3)]],
];

test.each(cases)("%s", (_, make) => {
  check(
    fc.tuple(cells, fc.constantFrom(...patterns), fc.constantFrom(...values), fc.nat(3)),
    ([column, drawn, value, n]) => {
      const [expr, ofPolars] = make(drawn, value, n);
      const frame = polars.DataFrame({ x: polars.Series("x", column, polars.Utf8) });
      const expected = frame.select(ofPolars(polars.col("x")).alias("y")).getColumn("y");
      expect(cellsOf(expr, { x: { dtype: Utf8, cells: column } })).toEqual([...expected]);
    },
    25,
  );
});
