// Every function once, over literal columns: [expression, expected]. The columns hold nulls, NaN, -0 and extremes.

import { describe, expect, test } from "vitest";
import type { ExprNode } from "../../src/expr/index.js";
import {
  Bool,
  Categorical,
  Date_,
  Datetime,
  Duration,
  Float32,
  Float64,
  Int8,
  Int32,
  Int64,
  UInt8,
  UInt32,
  Utf8,
} from "../../src/types/index.js";
import { cast, cellsOf, col, evaluate, fn, list, lit, type Nullable, type TestColumns, when } from "./support.js";

const columns: TestColumns = {
  i: { dtype: Int32, cells: [1, -7, null, 2147483647, 0] },
  j: { dtype: Int32, cells: [2, 2, 3, null, 0] },
  l: { dtype: Int64, cells: [1n, -9223372036854775808n, null, 9007199254740993n, 0n] },
  b: { dtype: Int8, cells: [127, -128, null, 5, 0] },
  f: { dtype: Float64, cells: [0.5, Number.NaN, null, -0, 2.5] },
  g: { dtype: Float64, cells: [1.5, Number.NaN, 1, Infinity, null] },
  p: { dtype: Bool, cells: [true, false, null, true, false] },
  q: { dtype: Bool, cells: [null, null, null, true, true] },
  s: { dtype: Utf8, cells: ["abc", "Straße in Köln", null, "", " 😀x "] },
  d: { dtype: Utf8, cells: ["MAIL", "AIR", null, "MAIL", "RAIL"], dictionary: true },
  e: { dtype: Categorical, cells: ["AIR", "AIR", "x", null, "SHIP"], dictionary: true },
  n: { dtype: Utf8, cells: ["12", "-3", null, "12", "7"], dictionary: true },
  day: { dtype: Date_, cells: [0, -1, null, 19782, 11016] },
  at: { dtype: Datetime("us"), cells: [0n, -1n, null, 1709210096123456n, 951782400000000n] },
  zoned: { dtype: Datetime("ms", "Europe/Berlin"), cells: [0n, 1711846799999n, null, 1711846800000n, 951782400000n] },
  span: { dtype: Duration("ms"), cells: [86400000n, -1500n, null, 0n, 90061001n] },
};

const cases: readonly (readonly [string, ExprNode, readonly unknown[]])[] = [
  ["adds", fn("add", [col("i"), col("j")]), [3, -5, null, null, 0]],
  ["wraps", fn("add", [col("i"), lit(1)]), [2, -6, null, -2147483648, 1]],
  ["takes a scalar on the left", fn("sub", [lit(10), col("j")]), [8, 8, 7, null, 10]],
  ["divides to floats", fn("div", [col("i"), col("j")]), [0.5, -3.5, null, null, Number.NaN]],
  ["floors quotients", fn("floorDiv", [col("i"), col("j")]), [0, -4, null, null, null]],
  ["gives remainders the divisor's sign", fn("rem", [col("i"), col("j")]), [1, 1, null, null, null]],
  ["floors float quotients by IEEE", fn("floorDiv", [col("f"), lit(0)]), [Infinity, Number.NaN, null, Number.NaN, Infinity]],
  ["raises to powers", fn("pow", [col("i"), lit(2)]), [1, 49, null, 1, 0]],
  ["raises floats to powers", fn("pow", [col("g"), lit(0.5)]), [Math.sqrt(1.5), Number.NaN, 1, Infinity, null]],
  ["counts bools that are added", fn("add", [col("p"), col("q")]), [null, null, null, 2, 1]],
  ["abs", fn("abs", [col("b")]), [127, -128, null, 5, 0]],
  ["neg", fn("neg", [col("l")]), [-1n, -9223372036854775808n, null, -9007199254740993n, 0n]],
  ["sqrt of integers", fn("sqrt", [col("j")]), [Math.SQRT2, Math.SQRT2, Math.sqrt(3), null, 0]],
  ["log with a base", fn("log", [fn("mul", [col("j"), col("j")])], [2]), [2, 2, expect.closeTo(2 * Math.log2(3), 12), null, -Infinity]],
  ["floor", fn("floor", [col("f")]), [0, Number.NaN, null, -0, 2]],
  ["round to even", fn("round", [col("f")], [0, "halfToEven"]), [0, Number.NaN, null, -0, 2]],
  ["round away from zero", fn("round", [col("f")], [0, "halfAwayFromZero"]), [1, Number.NaN, null, -0, 3]],
  ["round leaves integers", fn("round", [col("i")], [2, "halfToEven"]), [1, -7, null, 2147483647, 0]],
  ["sign", fn("sign", [col("f")]), [1, Number.NaN, null, -0, 1]],
  ["clip", fn("clip", [col("i"), lit(0), col("j")]), [1, 0, null, 2147483647, 0]],
  ["clip leaves NaN", fn("clip", [col("f"), lit(0.75), lit(2)]), [0.75, Number.NaN, null, 0.75, 2]],
  ["eq of NaN", fn("eq", [col("f"), col("g")]), [false, true, null, false, null]],
  ["lt of NaN", fn("lt", [col("f"), lit(1)]), [true, false, null, true, false]],
  ["gt of strings", fn("gt", [col("s"), lit("abc")]), [false, false, null, false, false]],
  ["eqMissing", fn("eqMissing", [col("i"), col("j")]), [false, false, false, false, true]],
  ["isIn", fn("isIn", [col("i"), list([0, 1, 99])]), [true, false, null, false, true]],
  ["isIn of nothing", fn("isIn", [col("i"), list([])]), [false, false, null, false, false]],
  ["isIn of strings", fn("isIn", [col("s"), list(["abc", " 😀x ", "😀", "\uffff"])]), [true, false, null, false, true]],
  ["isIn of bools", fn("isIn", [col("p"), list([true])]), [true, false, null, true, false]],
  ["isBetween", fn("isBetween", [col("i"), lit(0), col("j")], ["both"]), [true, false, null, null, true]],
  ["and", fn("and", [col("p"), col("q")]), [null, false, null, true, false]],
  ["or", fn("or", [col("p"), col("q")]), [true, null, null, true, true]],
  ["and with a literal", fn("and", [col("q"), lit(false)]), [false, false, false, false, false]],
  ["xor", fn("xor", [col("p"), col("q")]), [null, null, null, false, true]],
  ["not", fn("not", [col("p")]), [false, true, null, false, true]],
  ["isNull", fn("isNull", [col("f")]), [false, false, true, false, false]],
  ["isNotNull of what is never null", fn("isNotNull", [fn("isNull", [col("f")])]), [true, true, true, true, true]],
  ["isNan", fn("isNan", [col("f")]), [false, true, null, false, false]],
  ["isFinite of integers", fn("isFinite", [col("i")]), [true, true, null, true, true]],
  ["fillNull by a literal", fn("fillNull", [col("i"), lit(9)]), [1, -7, 9, 2147483647, 0]],
  ["fillNull by a column", fn("fillNull", [col("j"), col("i")]), [2, 2, 3, 2147483647, 0]],
  ["fillNan", fn("fillNan", [col("f"), lit(null)]), [0.5, null, null, -0, 2.5]],
  ["when takes otherwise for null", when(col("q"), lit(1), lit(2.5)), [2.5, 2.5, 2.5, 1, 1]],
  ["when without otherwise", when(col("p"), col("s"), lit(null)), ["abc", null, null, "", null]],
  ["contains a literal", fn("str.contains", [col("s"), lit("ß")], [true]), [false, true, null, false, false]],
  ["contains a regex", fn("str.contains", [col("s"), lit("^\\w+$")], [false]), [true, false, null, false, false]],
  ["contains dots literally when told", fn("str.contains", [col("s"), lit(".")], [true]), [false, false, null, false, false]],
  ["contains the pattern of the row", fn("str.contains", [col("s"), col("s")], [false]), [true, true, null, true, true]],
  ["startsWith", fn("str.startsWith", [col("s"), lit("Str")]), [false, true, null, false, false]],
  ["endsWith", fn("str.endsWith", [col("s"), lit("x ")]), [false, false, null, false, true]],
  ["lengths", fn("str.lengths", [col("s")]), [3, 14, null, 0, 4]],
  ["lenBytes", fn("str.lenBytes", [col("s")]), [3, 16, null, 0, 7]],
  ["toUpperCase", fn("str.toUpperCase", [col("s")]), ["ABC", "STRASSE IN KÖLN", null, "", " 😀X "]],
  ["slice", fn("str.slice", [col("s")], [-3, 2]), ["ab", "öl", null, "", "😀x"]],
  ["slice to the end", fn("str.slice", [col("s")], [1, null]), ["bc", "traße in Köln", null, "", "😀x "]],
  ["slice past all ends", fn("str.slice", [col("s")], [1, 2 ** 32]), ["bc", "traße in Köln", null, "", "😀x "]],
  ["slice from past the end", fn("str.slice", [col("s")], [2 ** 32, 2]), ["", "", null, "", ""]],
  ["strip", fn("str.strip", [col("s")]), ["abc", "Straße in Köln", null, "", "😀x"]],
  ["lstrip", fn("str.lstrip", [col("s")]), ["abc", "Straße in Köln", null, "", "😀x "]],
  ["rstrip", fn("str.rstrip", [col("s")]), ["abc", "Straße in Köln", null, "", " 😀x"]],
  ["stripChars", fn("str.stripChars", [col("s")], ["anl ö"]), ["bc", "Straße in K", null, "", "😀x"]],
  ["stripCharsStart", fn("str.stripCharsStart", [col("s")], [" 😀ab"]), ["c", "Straße in Köln", null, "", "x "]],
  ["stripCharsEnd", fn("str.stripCharsEnd", [col("s")], ["n lö"]), ["abc", "Straße in K", null, "", " 😀x"]],
  ["padStart", fn("str.padStart", [col("s")], [5, "é!"]), ["ééabc", "Straße in Köln", null, "ééééé", "é 😀x "]],
  ["padEnd", fn("str.padEnd", [col("s")], [4, "*"]), ["abc*", "Straße in Köln", null, "****", " 😀x "]],
  ["zFill", fn("str.zFill", [cast(col("i"), Utf8)], [4]), ["0001", "-007", null, "2147483647", "0000"]],
  [
    "replace takes text literally when told",
    fn("str.replace", [col("s"), lit("ße"), lit("$&sse, the long $1")], [true, 1]),
    ["abc", "Stra$&sse, the long $1 in Köln", null, "", " 😀x "],
  ],
  ["replaces n", fn("str.replace", [col("s"), lit("[ a]"), lit("_")], [false, 2]), ["_bc", "Str_ße_in Köln", null, "", "_😀x_"]],
  [
    "replaces by groups",
    fn("str.replaceAll", [col("s"), lit("(?<x>\\w)(b|ß)"), lit("$2$x$$1$9")], [false]),
    ["ba$1c", "Strßa$1e in Köln", null, "", " 😀x "],
  ],
  [
    "replaces by the value of the row",
    fn("str.replaceAll", [col("s"), lit("[bx]"), col("d")], [false]),
    ["aMAILc", "Straße in Köln", null, "", " 😀RAIL "],
  ],
  [
    "replaces literals by the value of the row",
    fn("str.replace", [col("s"), lit("b"), col("d")], [true, 1]),
    ["aMAILc", "Straße in Köln", null, "", " 😀x "],
  ],
  ["replace by null", fn("str.replace", [col("s"), lit("b"), lit(null)], [false, 1]), [null, null, null, null, null]],
  ["extract", fn("str.extract", [col("s")], ["(\\w)( |b)", 1]), ["a", "e", null, null, "x"]],
  ["extract of a group that is not there", fn("str.extract", [col("s")], ["a(z)?", 1]), [null, null, null, null, null]],
  ["extract of the match", fn("str.extract", [col("s")], ["[a-c]{2}|K.*n", 0]), ["ab", "Köln", null, null, null]],
  ["countMatches", fn("str.countMatches", [col("s")], ["\\w+", false]), [1, 3, null, 0, 1]],
  ["countMatches of a literal", fn("str.countMatches", [col("s")], [" ", true]), [0, 2, null, 0, 2]],
  ["reverse", fn("str.reverse", [col("s")]), ["cba", "nlöK ni eßartS", null, "", " x😀 "]],
  ["joins strings", fn("add", [col("s"), lit("!")]), ["abc!", "Straße in Köln!", null, "!", " 😀x !"]],
  ["year of a date", fn("dt.year", [col("day")]), [1970, 1969, null, 2024, 2000]],
  ["ordinalDay of a date", fn("dt.ordinalDay", [col("day")]), [1, 365, null, 60, 60]],
  ["month of a time", fn("dt.month", [col("at")]), [1, 12, null, 2, 2]],
  ["hour of a time", fn("dt.hour", [col("at")]), [0, 23, null, 12, 0]],
  ["millisecond of a time", fn("dt.millisecond", [col("at")]), [0, 999, null, 123, 0]],
  ["hour by the clocks of a zone", fn("dt.hour", [col("zoned")]), [1, 1, null, 3, 1]],
  ["date of a time", fn("dt.date", [col("at")]), [0, -1, null, 19782, 11016]],
  ["moves a date by a duration", fn("add", [col("day"), col("span")]), [1, -2, null, 19782, 11017]],
  ["the span between dates", fn("sub", [col("day"), lit(0, Date_)]), [0n, -86400000000n, null, 1709164800000000n, 951782400000000n]],
  ["narrows", cast(col("j"), UInt8), [2, 2, 3, null, 0]],
  ["not strict, makes nulls", cast(col("i"), Int8, false), [1, -7, null, null, 0]],
  ["floats to integers", cast(col("f"), Int32, false), [0, null, null, 0, 2]],
  ["integers to f32", cast(col("l"), Float32), [1, -(2 ** 63), null, 2 ** 53, 0]],
  ["numbers to bool", cast(col("f"), Bool), [true, true, null, false, true]],
  ["bools to numbers", cast(col("p"), Int64), [1n, 0n, null, 1n, 0n]],
  ["integers to strings", cast(col("l"), Utf8), ["1", "-9223372036854775808", null, "9007199254740993", "0"]],
  ["floats to strings", cast(col("f"), Utf8), ["0.5", "NaN", null, "-0.0", "2.5"]],
  ["bools to strings", cast(col("p"), Utf8), ["true", "false", null, "true", "false"]],
  ["strings to integers", cast(col("s"), Int32, false), [null, null, null, null, null]],
  ["dates to times", cast(col("day"), Datetime("ms")), [0n, -86400000n, null, 1709164800000n, 951782400000n]],
  ["times to dates", cast(col("at"), Date_), [0, -1, null, 19782, 11016]],
  ["coarser units round down", cast(col("at"), Datetime("ms")), [0n, -1n, null, 1709210096123n, 951782400000n]],
  [
    "finer units, of what 64 bits do not hold",
    cast(cast(col("l"), Datetime("ms")), Datetime("ns"), false),
    [1_000_000n, null, null, null, 0n],
  ],
  ["finer units", cast(col("at"), Datetime("ns")), [0n, -1000n, null, 1709210096123456000n, 951782400000000000n]],
  ["dates to strings", cast(col("day"), Utf8), ["1970-01-01", "1969-12-31", null, "2024-02-29", "2000-02-29"]],
  [
    "times to strings",
    cast(col("at"), Utf8),
    ["1970-01-01 00:00:00.000000", "1969-12-31 23:59:59.999999", null, "2024-02-29 12:34:56.123456", "2000-02-29 00:00:00.000000"],
  ],
  ["spans to strings", cast(col("span"), Utf8), ["P1D", "-PT1.5S", null, "PT0S", "P1DT1H1M1.001S"]],
  [
    "strings to times",
    cast(fn("add", [cast(col("day"), Utf8), lit("T10:00:00.5")]), Datetime("ms")),
    [36000500n, -50399500n, null, 1709200800500n, 951818400500n],
  ],
  ["literals alone", lit(1), [1, 1, 1, 1, 1]],
  ["nulls alone", cast(lit(null), Utf8), [null, null, null, null, null]],
  ["a cast of nothing but nulls", fn("add", [col("i"), lit(null)]), [null, null, null, null, null]],
];

describe("functions", () => {
  test.each(cases)("%s", (_, expr, expected) => expect(cellsOf(expr, columns)).toEqual(expected));
});

const onDictionaries: readonly (readonly [string, ExprNode, readonly Nullable[]])[] = [
  ["passes through", col("d"), ["MAIL", "AIR", null, "MAIL", "RAIL"]],
  ["eq", fn("eq", [col("d"), lit("MAIL")]), [true, false, null, true, false]],
  ["neq", fn("neq", [col("d"), lit("MAIL")]), [false, true, null, false, true]],
  ["eq with what is not there", fn("eq", [col("d"), lit("TRUCK")]), [false, false, null, false, false]],
  ["isIn", fn("isIn", [col("d"), list(["RAIL", "AIR", "TRUCK"])]), [false, true, null, false, true]],
  ["regex", fn("str.contains", [col("d"), lit("^.AI")], [false]), [true, false, null, true, true]],
  ["lengths", fn("str.lengths", [col("d")]), [4, 3, null, 4, 4]],
  ["extract", fn("str.extract", [col("d")], ["A(I.*)", 1]), ["IL", "IR", null, "IL", "IL"]],
  [
    "replaceAll",
    fn("str.replaceAll", [col("d"), lit("[AI]"), lit("<$0>")], [false]),
    ["M<A><I>L", "<A><I>R", null, "M<A><I>L", "R<A><I>L"],
  ],
  ["toLowerCase", fn("str.toLowerCase", [col("d")]), ["mail", "air", null, "mail", "rail"]],
  ["isNull", fn("isNull", [col("d")]), [false, false, true, false, false]],
  ["isNull of a result", fn("isNull", [cast(col("d"), Int32, false)]), [true, true, true, true, true]],
  ["fillNull", fn("fillNull", [col("d"), lit("none")]), ["MAIL", "AIR", "none", "MAIL", "RAIL"]],
  ["fillNull of a result", fn("fillNull", [fn("eq", [col("d"), lit("AIR")]), lit(true)]), [false, true, true, false, false]],
  ["when", when(fn("eq", [col("d"), lit("AIR")]), lit(1), lit(0)), [0, 1, 0, 0, 0]],
  ["when on another column", when(col("p"), col("d"), lit("other")), ["MAIL", "other", "other", "MAIL", "other"]],
  ["eq of two dictionaries", fn("eq", [cast(col("d"), Utf8), cast(col("e"), Utf8)]), [false, true, null, null, false]],
  ["categorical eq", fn("eq", [col("e"), lit("AIR")]), [true, true, false, null, false]],
  ["categorical to string", cast(col("e"), Utf8), ["AIR", "AIR", "x", null, "SHIP"]],
  ["cast to integers", cast(col("n"), Int64), [12n, -3n, null, 12n, 7n]],
  ["some values give null", when(fn("eq", [col("d"), lit("AIR")]), lit(null), fn("str.lengths", [col("d")])), [4, null, null, 4, 4]],
  ["eqMissing", fn("eqMissing", [col("d"), lit("AIR")]), [false, true, false, false, false]],
  ["with a column that is none", fn("add", [col("d"), col("s")]), ["MAILabc", "AIRStraße in Köln", null, "MAIL", "RAIL 😀x "]],
];

describe("dictionaries", () => {
  test.each(onDictionaries)("%s", (_, expr, expected) => {
    expect(cellsOf(expr, columns)).toEqual(expected);
    const plain = Object.fromEntries(Object.entries(columns).map(([name, { dictionary: _, ...column }]) => [name, column]));
    expect(cellsOf(expr, plain)).toEqual(expected);
  });
});

test("strings made of a dictionary are a dictionary, of distinct values", () => {
  const [initials, filled, none] = evaluate(
    [
      fn("str.slice", [col("d")], [1, 1]),
      fn("fillNull", [fn("str.slice", [col("d")], [1, 1]), lit("A")]),
      when(fn("eq", [col("d"), lit("?")]), col("d"), lit(null)),
    ],
    columns,
  );
  expect(initials).toMatchObject({ cells: ["A", "I", null, "A", "A"], strings: ["A", "I", "n", "2"] });
  expect(filled).toMatchObject({ cells: ["A", "I", "A", "A", "A"], strings: ["A", "I", "n", "2"], nullable: false });
  expect(none!.cells).toEqual([null, null, null, null, null]);
});

describe("strict casts", () => {
  const strings: TestColumns = { x: { dtype: Utf8, cells: ["1", "a", null, "2", "b"] } };
  const dictionary: TestColumns = { x: { ...strings.x!, dictionary: true } };

  test.each([strings, dictionary])("raise on selected values, and name them", (given) => {
    expect(() => cellsOf(cast(col("x"), Int64), given)).toThrowError(
      'conversion from Utf8 to Int64 failed in column "x" for 2 of 5 values: ["a", "b"]',
    );
    expect(() => cellsOf(cast(col("x"), Int64), given, [true, true, true, true, false])).toThrowError(
      'failed in column "x" for 1 of 4 values: ["a"]',
    );
    expect(cellsOf(cast(col("x"), Int64), given, [true, false, true, true, false])[3]).toBe(2n);
    expect(cellsOf(cast(col("x"), Int64, false), given)).toEqual([1n, null, null, 2n, null]);
  });

  test("of numbers", () => {
    expect(() => cellsOf(cast(col("f"), Int32), columns)).toThrowError(
      'conversion from Float64 to Int32 failed in column "f" for 1 of 5 values: [NaN]',
    );
    expect(() => cellsOf(cast(cast(col("l"), Datetime("ms")), Datetime("ns")), columns)).toThrowError(
      'conversion from Datetime(ms) to Datetime(ns) failed in col("l").cast(Datetime(ms)) for 2 of 5 values: [-9223372036854775808, 9007199254740993]',
    );
    expect(() => cellsOf(fn("pow", [col("i"), lit(-1)]), columns)).toThrowError("an integer to a negative power");
  });
});

test("a pattern is a string", () => {
  const replace = fn("str.replace", [col("s"), col("s"), lit("")], [false, 1]);
  expect(() => cellsOf(replace, columns)).toThrowError("str.replace: the pattern must be a string, not an expression");
});

test("regular expressions that Rust refuses", () => {
  for (const [pattern, reason] of [
    ["(?=x)", "look-around"],
    ["(a)\\1", "back-references"],
    ["(", "a group is not closed"],
    ["a{x}", "repetition"],
  ] as const) {
    expect(() => cellsOf(fn("str.contains", [col("s"), lit(pattern)], [false]), columns)).toThrowError(reason);
  }
});

test("what is never null is known not to be", () => {
  const of = (expr: ExprNode): boolean => evaluate([expr], columns)[0]!.nullable;
  expect(of(fn("isNull", [col("i")]))).toBe(false);
  expect(of(fn("fillNull", [col("i"), lit(0)]))).toBe(false);
  expect(of(when(col("p"), lit(1), lit(0)))).toBe(false);
  expect(of(fn("fillNull", [col("d"), lit("")]))).toBe(false);
  expect(of(fn("add", [col("i"), lit(0)]))).toBe(true);
});

test("casts that keep the values keep the fields of each dtype apart", () => {
  const year = (unit: "ms" | "us") => fn("dt.year", [cast(col("l"), Datetime(unit))]);
  const times: TestColumns = { l: { dtype: Int64, cells: [1_700_000_000_000n] } };
  expect(evaluate([year("ms"), year("us")], times).map(({ cells }) => cells)).toEqual([[2023], [1970]]);
  const both = evaluate(
    [cast(col("d"), Utf8), cast(col("d"), Categorical), when(col("p"), cast(col("d"), Categorical), cast(lit("x"), Categorical))],
    columns,
  );
  expect(both.map(({ dtype }) => dtype)).toEqual([Utf8, Categorical, Categorical]);
});

test("a type per result", () => {
  const dtypes = evaluate(
    [fn("str.lengths", [col("s")]), fn("add", [col("p"), col("q")]), fn("sub", [col("day"), col("day")])],
    columns,
  ).map(({ dtype }) => dtype);
  expect(dtypes).toEqual([UInt32, UInt32, Duration("us")]);
});
