// Nulls and NaN: comparisons, three-valued logic, filling, clipping.

import pl from "floe";
import { bools, col, floats, givesValues, ints, lit, NaN_, of } from "./support.js";

givesValues([
  [1, "null + 1", () => ints(1, null).select(col("a").add(1)), { a: [2, null] }],
  [
    1,
    "comparisons with null",
    () => ints(1, null).select(col("a").gt(0), col("a").eq(null).alias("e")),
    { a: [true, null], e: [null, null] },
  ],
  [1, "filter keeps true only", () => bools(true, false, null).filter(col("a")), { a: [true] }],
  [
    2,
    "three-valued and, or, xor, not",
    () =>
      of({ a: [true, true, false, null, null, null], b: [true, null, null, null, false, true] }).select(
        col("a").and(col("b")).alias("and"),
        col("a").or(col("b")).alias("or"),
        col("a").xor(col("b")).alias("xor"),
        col("a").not().alias("not"),
      ),
    {
      and: [true, null, false, null, false, null],
      or: [true, true, null, null, null, true],
      xor: [false, null, null, null, null, null],
      not: [false, false, true, null, null, null],
    },
  ],
  [
    3,
    "NaN is equal to itself and greatest",
    () =>
      floats(NaN_, 1, null).select(
        col("a").eq(NaN_).alias("eq"),
        col("a").gt(5).alias("gt"),
        col("a").ltEq(NaN_).alias("le"),
        col("a").lt(NaN_).alias("lt"),
      ),
    { eq: [true, false, null], gt: [true, false, null], le: [true, true, null], lt: [false, true, null] },
  ],
  [3, "0 is -0", () => floats(-0, 0).select(col("a").eq(0)), { a: [true, true] }],
  [
    4,
    "min and max skip NaN, sum and mean don't",
    () =>
      floats(NaN_, 1, null, 3).select(
        col("a").min().alias("min"),
        col("a").max().alias("max"),
        col("a").sum().alias("sum"),
        col("a").mean().alias("mean"),
      ),
    { min: [1], max: [3], sum: [NaN_], mean: [NaN_] },
  ],
  [4, "only NaN", () => floats(NaN_, NaN_).select(col("a").min(), col("a").max().alias("b")), { a: [NaN_], b: [NaN_] }],
  [5, "eqMissing", () => of({ a: [1, null, null], b: [1, null, 2] }).select(col("a").eqMissing(col("b"))), { a: [true, true, false] }],
  [6, "isIn", () => ints(1, 2, null).select(col("a").isIn([1, null])), { a: [true, false, null] }],
  [
    7,
    "when of null",
    () => bools(true, null, false).select(lit(1).alias("x"), pl.when(col("a")).then(1).otherwise(2.5).alias("w")),
    { x: [1, 1, 1], w: [1, 2.5, 2.5] },
    { w: "Float64" },
  ],
  [7, "when without otherwise", () => bools(true, null, false).select(pl.when(col("a")).then("y")), { literal: ["y", null, null] }],
  [8, "any and all ignore nulls", () => bools(false, null).select(col("a").any(), col("a").all().alias("b")), { a: [false], b: [false] }],
  [
    8,
    "any and all of three values",
    () => bools(false, null).select(col("a").any(false), col("a").not().all(false).alias("b")),
    { a: [null], b: [null] },
  ],
  [8, "any and all of nothing", () => bools().select(col("a").any(), col("a").all().alias("b")), { a: [false], b: [true] }],
  [11, "fillNull leaves NaN", () => floats(NaN_, null).select(col("a").fillNull(0)), { a: [NaN_, 0] }],
  [11, "fillNan leaves null", () => floats(NaN_, null, 1).select(col("a").fillNan(7)), { a: [7, null, 1] }],
  [48, "clip keeps null", () => ints(0, 5, null, 20).select(col("a").clip(1, 10)), { a: [1, 5, null, 10] }],
  [
    48,
    "isBetween is closed",
    () => ints(1, 2, 3, 4, null).select(col("a").isBetween(2, 3), col("a").isBetween(2, 3, "none").alias("n")),
    { a: [false, true, true, false, null], n: [false, false, false, false, null] },
  ],
]);
