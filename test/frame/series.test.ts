import { inspect } from "node:util";
import { expect, test } from "vitest";
import { seriesFromValues } from "../../src/frame/series.js";
import { Categorical, Float64, Int64, Utf8 } from "../../src/types/index.js";
import "./setup.js";

test("reads out", () => {
  const series = seriesFromValues("s", [1, null, 3], Int64);
  expect([series.name, series.dtype, series.length, series.len(), series.nullCount(), series.hasNulls(), series.isEmpty()]).toEqual([
    "s",
    Int64,
    3,
    3,
    1,
    true,
    false,
  ]);
  expect(series.toArray()).toEqual([1, null, 3]);
  expect([...series]).toEqual([1, null, 3]);
  expect([...series.values()]).toEqual([1, null, 3]);
  expect([series.get(0), series.get(1), series.get(-1)]).toEqual([1, null, 3]);
  expect(() => series.get(3)).toThrow("index 3 is out of bounds: there are 3 rows");
  expect(() => series.toTypedArray()).toThrow("a typed array can't hold the 1 nulls of this column");
  expect(series.slice(2).toTypedArray()).toEqual(new BigInt64Array([3n]));
  expect(JSON.stringify(seriesFromValues("s", [2n ** 60n, null]))).toBe('["1152921504606846976",null]');
});

test("parts and names", () => {
  const series = seriesFromValues("s", ["a", "b", "c", "d", "e", "f"]);
  expect(series.head().toArray()).toEqual(["a", "b", "c", "d", "e"]);
  expect(series.limit(1).toArray()).toEqual(["a"]);
  expect(series.tail(2).toArray()).toEqual(["e", "f"]);
  expect(series.tail(0).toArray()).toEqual([]);
  expect(series.slice(-3, 2).toArray()).toEqual(["d", "e"]);
  expect([series.alias("x").name, series.rename("y").name, series.clone().name]).toEqual(["x", "y", "s"]);
});

test("equality is of dtype and values", () => {
  expect(seriesFromValues("a", [1, Number.NaN, null]).seriesEqual(seriesFromValues("b", [1, Number.NaN, null]))).toBe(true);
  expect(seriesFromValues("a", [1, null]).seriesEqual(seriesFromValues("a", [1, null]), false)).toBe(false);
  expect(seriesFromValues("a", ["x"], Categorical).seriesEqual(seriesFromValues("a", ["x"], Utf8))).toBe(false);
  expect(seriesFromValues("a", [0]).seriesEqual(seriesFromValues("a", [-0]))).toBe(true);
});

test("prints as Polars does", () => {
  const series = seriesFromValues("s", [1, null], Float64);
  expect(inspect(series)).toBe("shape: (2,)\nSeries: 's' [f64]\n[\n\t1.0\n\tnull\n]");
  expect(`${series}`).toBe(inspect(series));
});

test("values that are no array are refused", () => {
  expect(() => seriesFromValues("s", 5)).toThrow('series "s": values must be an array or a typed array, not number');
});
