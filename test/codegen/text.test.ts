// Casts that the host does: floats, dates and times to text and back.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Date_, Datetime, Float32, Float64, Utf8 } from "../../src/types/index.js";
import { check, columnOf } from "../kernels/support.js";
import { cast, cellsOf, col, fn, type Nullable } from "./support.js";

const texts = (cells: readonly Nullable[]) => ({ x: { dtype: Utf8, cells } });

test("floats print as Polars prints them", () => {
  const cells = [
    1e20,
    1e15,
    1e16,
    1234567890123456,
    2 ** 63,
    1e-4,
    1e-5,
    1e-6,
    1.5e-7,
    0.1,
    1,
    -0,
    Number.NaN,
    Infinity,
    -Infinity,
    -1.5e300,
    123456.789,
  ];
  expect(cellsOf(cast(col("x"), Utf8), { x: { dtype: Float64, cells } })).toEqual([
    "1e+20",
    "1000000000000000.0",
    "1e+16",
    "1234567890123456.0",
    "9.223372036854776e+18",
    "0.0001",
    "0.00001",
    "1e-6",
    "1.5e-7",
    "0.1",
    "1.0",
    "-0.0",
    "NaN",
    "inf",
    "-inf",
    "-1.5e+300",
    "123456.789",
  ]);
  const singles = [0.1, 16777216, 3.4028234663852886e38, 1e-45, 0.3].map(Math.fround);
  expect(cellsOf(cast(col("x"), Utf8), { x: { dtype: Float32, cells: singles } })).toEqual([
    "0.1",
    "16777216.0",
    "3.4028235e+38",
    "1e-45",
    "0.3",
  ]);
});

test("floats are the same after print and parse", () => {
  check(columnOf(fc.option(fc.double(), { freq: 5 })), (cells) => {
    expect(cellsOf(cast(cast(col("x"), Utf8), Float64), { x: { dtype: Float64, cells } })).toEqual(cells);
  });
  check(columnOf(fc.float()), (cells) => {
    expect(cellsOf(cast(cast(col("x"), Utf8), Float32), { x: { dtype: Float32, cells } })).toEqual(cells);
  });
});

test("text is parsed as floats where it is one", () => {
  const cells = ["5.", ".5", "1e3", "-1E-2", "inf", "-Infinity", "nan", "+2", " 1", "1 ", "", "1_0", "0x1", ".", "e1", "1e"];
  expect(cellsOf(cast(col("x"), Float64, false), texts(cells))).toEqual([
    5,
    0.5,
    1000,
    -0.01,
    Infinity,
    -Infinity,
    Number.NaN,
    2,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("text is rounded to Float32 once", () => {
  // Just above the middle of two f32, which the nearest f64 is exactly.
  const cells = ["1.00000005960464477540", "1.00000005960464477538", "1.00000017881393432616"];
  expect(cellsOf(cast(col("x"), Float32), texts(cells))).toEqual([Math.fround(1.0000001), 1, 1.0000001192092896]);
});

test("text is parsed as dates and times where it is one", () => {
  const dates = ["1970-01-02", "2024-02-29", "2023-02-29", "2024-1-2", "0001-01-01", "2024-02-29 10:00", "x", ""];
  expect(cellsOf(cast(col("x"), Date_, false), texts(dates))).toEqual([1, 19782, null, 19724, -719162, null, null, null]);
  const times = [
    "1970-01-01T00:00:01.5",
    "1970-01-02",
    "1970-01-01 24:00:00",
    "1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00+01:00",
    "1969-12-31 23:59:59.999999",
  ];
  expect(cellsOf(cast(col("x"), Datetime("us"), false), texts(times))).toEqual([1500000n, 86400000000n, null, 0n, null, -1n]);
  expect(cellsOf(cast(col("x"), Datetime("ms", "UTC"), false), texts(times))).toEqual([1500n, 86400000n, null, 0n, -3600000n, -1n]);
});

test("dates and times are the same after print and parse", () => {
  const times = fc.bigInt({ min: -62_000_000_000_000_000n, max: 250_000_000_000_000_000n });
  check(columnOf(fc.option(times)), (cells) => {
    const columns = { x: { dtype: Datetime("us"), cells } };
    expect(cellsOf(cast(cast(col("x"), Utf8), Datetime("us")), columns)).toEqual(cells);
    const days = cells.map((cell) => (cell === null ? null : Number(cell / 86_400_000_000n)));
    expect(cellsOf(cast(cast(col("x"), Utf8), Date_), { x: { dtype: Date_, cells: days } })).toEqual(days);
  });
});

test("the clocks of a zone, around its changes", () => {
  const cells = [
    "2024-03-31T00:59:59Z",
    "2024-03-31T01:00:00Z",
    "2024-10-27T00:59:59Z",
    "2024-10-27T01:00:00Z",
    "1883-01-01T00:00:00Z",
  ].map((text) => BigInt(Date.parse(text)));
  const x = { x: { dtype: Datetime("ms", "Europe/Berlin"), cells } };
  expect(cellsOf(fn("dt.hour", [col("x")]), x)).toEqual([1, 3, 2, 2, 0]);
  expect(cellsOf(fn("dt.minute", [col("x")]), x)).toEqual([59, 0, 59, 0, 53]);
  expect(cellsOf(cast(col("x"), Utf8), x)[1]).toBe("2024-03-31 03:00:00.000+02:00");
});
