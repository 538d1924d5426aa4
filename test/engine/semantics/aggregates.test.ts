// Aggregates and groups: what keys are equal, dtypes of results, of nothing and of one value.

import pl, { DuplicateError, InvalidOperationError } from "floe";
import { bools, col, day, floats, givesValues, int8, ints, lit, NaN_, of, raisesErrors } from "./support.js";

const numbers = ints(3, null, 1, 2);
const pairs = of({ k: ["x", "y", null, "x", null], v: [1, 2, 3, null, 5] });
const dates = of({ d: [day("2024-02-29"), null, day("2023-12-31")] }, { d: pl.Date });

givesValues([
  [
    9,
    "argMin and argMax: the first place of several, nulls and NaN passed over",
    () =>
      pl
        .DataFrame({ a: pl.Series("a", [null, 2, 1, 2, 1], pl.Int32), f: [Number.NaN, 2, 0, -0, 5], s: ["b", null, "a", "c", "a"] })
        .select(
          col("a").argMin(),
          col("a").argMax().alias("A"),
          col("f").argMin(),
          col("f").argMax().alias("F"),
          col("s").argMin(),
          col("s").argMax().alias("S"),
          col("a").filter(col("a").gt(9)).max().argMin().alias("none"),
          lit(5).argMax().alias("one"),
        ),
    { a: [2], A: [1], f: [2], F: [4], s: [2], S: [3], none: [null], one: [0] },
    { a: "UInt32", S: "UInt32", none: "UInt32", one: "UInt32" },
  ],
  [
    9,
    "count, len, nUnique and nulls",
    () => ints(1, null, 1, null).select(col("a").count(), col("a").len().alias("len"), col("a").nUnique().alias("n")),
    { a: [2], len: [4], n: [2] },
    { a: "UInt32", len: "UInt32", n: "UInt32" },
  ],
  [
    10,
    "first and last may be null",
    () => ints(null, 1, null).select(col("a").first(), col("a").last().alias("b")),
    { a: [null], b: [null] },
  ],
  [23, "null is a key", () => pairs.groupBy("k", true).agg(col("v").sum()), { k: ["x", "y", null], v: [1, 2, 8] }],
  [
    23,
    "NaN is one key, 0 and -0 are one",
    () => floats(NaN_, -0, NaN_, 0).groupBy("a", true).agg(pl.len().alias("n")).select("n"),
    { n: [2, 2] },
  ],
  [
    24,
    "expressions as keys",
    () => numbers.groupBy(col("a").rem(2).alias("odd")).agg(col("a").sum()).sort("odd"),
    { odd: [null, 0, 1], a: [0, 2, 4] },
  ],
  [
    25,
    "no rows, the right dtypes",
    () => of({ k: [], v: [] }, { k: pl.Utf8, v: pl.Int8 }).groupBy("k").agg(col("v").sum(), col("v").mean().alias("m"), pl.len()),
    { k: [], v: [], m: [], len: [] },
    { k: "Utf8", v: "Int64", m: "Float64", len: "UInt32" },
  ],
  [
    27,
    "aggregates of nothing",
    () =>
      ints().select(
        col("a").sum(),
        col("a").mean().alias("m"),
        col("a").min().alias("n"),
        col("a").max().alias("x"),
        col("a").std().alias("s"),
        col("a").median().alias("d"),
      ),
    { a: [0], m: [null], n: [null], x: [null], s: [null], d: [null] },
  ],
  [
    27,
    "aggregates of one value take it once",
    () =>
      ints(3, null, 1).select(
        lit(2).sum().alias("sum"),
        col("a").max().sum().alias("sum of max"),
        col("a").max().count().alias("count"),
        lit(2).len().alias("len"),
        lit(2).nUnique().alias("n"),
        col("a").min().mean().alias("mean"),
        lit(2).std().alias("std"),
        lit(2).std(0).alias("std0"),
        lit(null).cast(pl.Int8).sum().alias("null"),
        lit(null).cast(pl.Bool).any().alias("any"),
        lit(null).cast(pl.Bool).all(false).alias("all"),
        lit(true).sum().alias("bool"),
        col("a").first().last().alias("last"),
        col("a").sum().quantile(0.3).alias("q"),
      ),
    {
      sum: [2],
      "sum of max": [3],
      count: [1],
      len: [1],
      n: [1],
      mean: [1],
      std: [null],
      std0: [0],
      null: [0],
      any: [false],
      all: [null],
      bool: [1],
      last: [3],
      q: [4],
    },
    { sum: "Int32", "sum of max": "Int64", count: "UInt32", mean: "Float64", null: "Int64", bool: "UInt32", q: "Float64" },
  ],
  [
    27,
    "aggregates of one value beside rows",
    () => ints(3, null, 1).select(col("a"), lit(2).sum().alias("s")),
    { a: [3, null, 1], s: [2, 2, 2] },
  ],
  [27, "aggregates of one value over no rows", () => ints().select(lit(2).sum().alias("s"), lit(2).len().alias("n")), { s: [2], n: [1] }],
  [
    27,
    "aggregates of one value by group",
    () => pairs.groupBy("k", true).agg(lit(2).sum().alias("two"), col("v").max().sum().alias("max")),
    { k: ["x", "y", null], two: [2, 2, 2], max: [1, 2, 5] },
  ],
  [27, "sum of nulls", () => ints(null, null).select(col("a").sum(), col("a").max().alias("m")), { a: [0], m: [null] }],
  [
    28,
    "small sums widen",
    () => int8(100, 100).select(col("a").sum(), col("a").cast(pl.UInt16).sum().alias("b")),
    { a: [200], b: [200] },
    { a: "Int64", b: "Int64" },
  ],
  [28, "larger ones wrap", () => of({ a: [2 ** 31 - 1, 1] }, { a: pl.Int32 }).select(col("a").sum()), { a: [-(2 ** 31)] }, { a: "Int32" }],
  [28, "and UInt32", () => of({ a: [2 ** 32 - 1, 2] }, { a: pl.UInt32 }).select(col("a").sum()), { a: [1] }, { a: "UInt32" }],
  [28, "bools are counted", () => bools(true, null, true).select(col("a").sum()), { a: [2] }, { a: "UInt32" }],
  [28, "Float32 stays", () => of({ a: [0.5, 1] }, { a: pl.Float32 }).select(col("a").sum()), { a: [1.5] }, { a: "Float32" }],
  [
    29,
    "means",
    () =>
      bools(true, false, null).select(
        col("a").mean(),
        col("a").cast(pl.Float32).mean().alias("f"),
        col("a").cast(pl.Int8).mean().alias("i"),
      ),
    { a: [0.5], f: [0.5], i: [0.5] },
    { a: "Float64", f: "Float32", i: "Float64" },
  ],
  [29, "mean of dates", () => dates.select(col("d").mean()), { d: [new Date("2024-01-30T00:00:00Z")] }, { d: "Datetime" }],
  [
    31,
    "std of one value",
    () => ints(1).select(col("a").std(), col("a").std(0).alias("z"), col("a").var().alias("v")),
    { a: [null], z: [0], v: [null] },
  ],
  [
    32,
    "quantile is nearest, median linear",
    () => ints(1, 2, 3, 4).select(col("a").quantile(0.5), col("a").median().alias("m")),
    { a: [3], m: [2.5] },
  ],
]);

raisesErrors([
  [24, "one name twice", () => pairs.groupBy("k").agg(col("v").sum(), col("v").max()), DuplicateError],
  [30, "sum of strings", () => pairs.lazy().select(col("k").sum()).schema, InvalidOperationError],
]);
