// Arithmetic and casts: supertypes, wrapping, division, rounding.

import pl, { ComputeError, type DataType, SchemaError } from "floe";
import { bools, col, day, floats, givesValues, INF, int8, ints, lit, NaN_, of, raisesErrors, texts } from "./support.js";

const dates = of({ d: [day("2024-02-29"), null, day("2023-12-31")] }, { d: pl.Date });

givesValues([
  [
    36,
    "overflow wraps",
    () => int8(127).select(col("a").add(1), col("a").cast(pl.UInt8).sub(128).alias("b")),
    { a: [-128], b: [255] },
    { a: "Int8", b: "UInt8" },
  ],
  [
    37,
    "literals take on the column's dtype",
    () =>
      int8(1).select(
        col("a").add(1),
        col("a").add(1000).alias("wide"),
        col("a").cast(pl.UInt8).add(-1).alias("signed"),
        col("a").add(1.5).alias("f"),
        col("a").cast(pl.Float32).add(1.5).alias("f32"),
        lit(1).alias("l"),
        lit(2 ** 40).alias("big"),
      ),
    { a: [2], wide: [1001], signed: [0], f: [2.5], f32: [2.5], l: [1], big: [2 ** 40] },
    { a: "Int8", wide: "Int16", signed: "Int16", f: "Float64", f32: "Float32", l: "Int32", big: "Int64" },
  ],
  [
    38,
    "supertypes",
    () => {
      const a = (dtype: DataType) => col("a").cast(dtype);
      return int8(1).select(
        a(pl.Int32).add(a(pl.Int64)).alias("i32i64"),
        a(pl.UInt32).add(a(pl.Int32)).alias("u32i32"),
        a(pl.Int8).add(a(pl.UInt8)).alias("i8u8"),
        a(pl.UInt64).add(a(pl.Int64)).alias("u64i64"),
        a(pl.Int8).add(a(pl.Float32)).alias("i8f32"),
        a(pl.Int32).add(a(pl.Float32)).alias("i32f32"),
        a(pl.Int64).add(a(pl.Float32)).alias("i64f32"),
      );
    },
    { i32i64: [2], u32i32: [2], i8u8: [2], u64i64: [2], i8f32: [2], i32f32: [2], i64f32: [2] },
    { i32i64: "Int64", u32i32: "Int64", i8u8: "Int16", u64i64: "Float64", i8f32: "Float32", i32f32: "Float64" },
  ],
  [
    39,
    "true division",
    () => ints(7, 0, -7).select(col("a").div(2), col("a").div(0).alias("z")),
    { a: [3.5, 0, -3.5], z: [INF, NaN_, -INF] },
    { a: "Float64" },
  ],
  [
    39,
    "floor division and remainder of integers",
    () =>
      ints(-7, 7).select(
        col("a").floorDiv(2),
        col("a").rem(3).alias("r"),
        col("a").rem(-3).alias("s"),
        col("a").floorDiv(0).alias("z"),
        col("a").rem(0).alias("y"),
      ),
    { a: [-4, 3], r: [2, 1], s: [-1, -2], z: [null, null], y: [null, null] },
    { a: "Int64" },
  ],
  [
    39,
    "floor division of floats",
    () => floats(7, 0).select(col("a").floorDiv(0), col("a").floorDiv(2).alias("b")),
    { a: [INF, NaN_], b: [3, 0] },
  ],
  [
    40,
    "powers",
    () => ints(2).select(col("a").pow(3), col("a").pow(0.5).alias("b")),
    { a: [8], b: [Math.SQRT2] },
    { a: "Int64", b: "Float64" },
  ],
  [40, "bools add up", () => bools(true).select(col("a").add(col("a"))), { a: [2] }, { a: "UInt32" }],
  [41, "cast that is not strict", () => texts("1", "x", null).select(col("a").cast(pl.Int8, false)), { a: [1, null, null] }],
  [
    42,
    "strings to integers",
    () => texts("12", " 2", "3.5", "1e3", "+4", "-5", "").select(col("a").cast(pl.Int32, false)),
    { a: [12, null, null, null, 4, -5, null] },
  ],
  [
    42,
    "strings to floats",
    () => texts("1e3", "2.5", "x", "NaN", "-inf").select(col("a").cast(pl.Float64, false)),
    { a: [1000, 2.5, null, NaN_, -INF] },
  ],
  [43, "floats to integers", () => floats(1.9, -1.9, NaN_, 300).select(col("a").cast(pl.Int8, false)), { a: [1, -1, null, null] }],
  [
    44,
    "floats to strings",
    () => floats(1, 0.1, 1e20, NaN_, -0, INF).select(col("a").cast(pl.Utf8)),
    { a: ["1.0", "0.1", "1e+20", "NaN", "-0.0", "inf"] },
  ],
  [44, "bools to strings", () => bools(true, false).select(col("a").cast(pl.Utf8)), { a: ["true", "false"] }],
  [
    45,
    "round half to even",
    () =>
      floats(0.5, 1.5, 2.5, -0.5, 1.25).select(
        col("a").round(),
        col("a").round(0, "halfAwayFromZero").alias("z"),
        col("a").round(1).alias("d"),
      ),
    { a: [0, 2, 2, -0, 1], z: [1, 2, 3, -1, 1], d: [0.5, 1.5, 2.5, -0.5, 1.2] },
  ],
]);

raisesErrors([
  [40, "an integer to a negative power", () => ints(2).select(col("a").pow(-1)), ComputeError],
  [41, "a strict cast", () => texts("x").select(col("a").cast(pl.Int8)), ComputeError],
  [43, "a strict cast of NaN", () => floats(NaN_).select(col("a").cast(pl.Int8)), ComputeError],
  [46, "string > number", () => texts("x").filter(col("a").gt(1)), SchemaError],
  [46, "string + number", () => texts("x").select(col("a").add(1)), SchemaError],
  [46, "date > string", () => dates.filter(col("d").gt("2020-01-01")), SchemaError],
]);
