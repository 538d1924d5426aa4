// Aggregates: one value for each group, or for the frame. Nulls are skipped where the comment doesn't say otherwise.

import { type Any, Bool, type Duration, type Numeric, type Single, type Temporal, UInt32 } from "../types/index.js";
import { any, averageable, bool, numericOrBool, single, summable } from "./argument.js";
import { aggregate } from "./define.js";
import { choice, count, flag, fraction } from "./option.js";
import { type FloatOf, floatOf, type ListOf, listOf, type Mean, meanOf, type Same, type Sum, same, sumOf } from "./rule.js";

type Averageable = Numeric | Bool | Temporal | Duration;

export const aggregates = {
  /**
   * Sum of the values, 0 when there are none. Small integers widen to Int64, the others wrap; Bools are counted.
   * @example lf.groupBy("g").agg(pl.col("qty").sum())
   */
  sum: aggregate<(self: Numeric | Bool | Duration) => Sum>({ args: [summable], returns: sumOf, kernel: "sum" }),
  /**
   * Arithmetic mean, null when there are no values.
   * @example lf.groupBy("g").agg(pl.col("qty").mean())
   */
  mean: aggregate<(self: Averageable) => Mean>({ args: [averageable], returns: meanOf, kernel: "mean" }),
  /**
   * Smallest value; NaN only where all are NaN.
   * @example lf.select(pl.col("price").min())
   */
  min: aggregate<(self: Single) => Same>({ args: [single], returns: same, kernel: "min" }),
  /**
   * Greatest value; NaN only where all are NaN.
   * @example lf.select(pl.col("price").max())
   */
  max: aggregate<(self: Single) => Same>({ args: [single], returns: same, kernel: "max" }),
  /**
   * Where the smallest value stands: its row, from 0, among those of the group. The first of several; null when there are no values.
   * NaN only where all are NaN.
   * @example lf.groupBy("g").agg(pl.col("price").argMin())
   */
  argMin: aggregate<(self: Single) => UInt32>({ args: [single], returns: UInt32, kernel: "arg_min" }),
  /**
   * Where the greatest value stands: its row, from 0, among those of the group. The first of several; null when there are no values.
   * NaN only where all are NaN.
   * @example lf.groupBy("g").agg(pl.col("price").argMax())
   */
  argMax: aggregate<(self: Single) => UInt32>({ args: [single], returns: UInt32, kernel: "arg_max" }),
  /**
   * Number of values that are not null.
   * @example lf.groupBy("g").agg(pl.col("price").count())
   */
  count: aggregate<(self: Any) => UInt32>({ args: [any], returns: UInt32, kernel: "count" }),
  /**
   * Number of rows, nulls among them.
   * @example lf.groupBy("g").agg(pl.len())
   */
  len: aggregate<(self: Any) => UInt32>({ args: [any], returns: UInt32, kernel: "len" }),
  /**
   * Number of distinct values; null is one of them.
   * @example lf.groupBy("g").agg(pl.col("price").nUnique())
   */
  nUnique: aggregate<(self: Single) => UInt32>({ args: [single], returns: UInt32, kernel: "n_unique" }),
  /**
   * All values as a list, nulls among them, in the order of the rows. In `agg`, what gives several values a group is imploded.
   * @example lf.groupBy("g").agg(pl.col("price").implode())
   */
  implode: aggregate<(self: Any) => ListOf>({ args: [any], returns: listOf, kernel: "implode" }),
  /**
   * Value of the first row, even if it is null.
   * @example lf.groupBy("g").agg(pl.col("price").first())
   */
  first: aggregate<(self: Any) => Same>({ args: [any], returns: same, kernel: "first" }),
  /**
   * Value of the last row, even if it is null.
   * @example lf.groupBy("g").agg(pl.col("price").last())
   */
  last: aggregate<(self: Any) => Same>({ args: [any], returns: same, kernel: "last" }),
  /**
   * Standard deviation, with `ddof` delta degrees of freedom; null when there are no more values than that.
   * @example lf.select(pl.col("price").std())
   */
  std: aggregate<(self: Numeric | Bool, ddof?: number) => FloatOf>({
    args: [numericOrBool, count("ddof", 1)],
    returns: floatOf,
    kernel: "std",
  }),
  /**
   * Variance, with `ddof` delta degrees of freedom; null when there are no more values than that.
   * @example lf.select(pl.col("price").var(0))
   */
  var: aggregate<(self: Numeric | Bool, ddof?: number) => FloatOf>({
    args: [numericOrBool, count("ddof", 1)],
    returns: floatOf,
    kernel: "var",
  }),
  /**
   * The middle value, or the mean of the two in the middle.
   * @example lf.select(pl.col("price").median())
   */
  median: aggregate<(self: Averageable) => Mean>({ args: [averageable], returns: meanOf, kernel: "median" }),
  /**
   * The value below which the fraction `quantile` of all values lies.
   * @example lf.select(pl.col("price").quantile(0.9, "linear"))
   */
  quantile: aggregate<
    (self: Numeric | Bool, quantile: number, interpolation?: "nearest" | "lower" | "higher" | "midpoint" | "linear") => FloatOf
  >({
    args: [numericOrBool, fraction("quantile"), choice("interpolation", ["nearest", "lower", "higher", "midpoint", "linear"], "nearest")],
    returns: floatOf,
    kernel: "quantile",
  }),
  /**
   * True where at least one value is true. With `ignoreNulls` false, null where nulls leave that open.
   * @example lf.groupBy("g").agg(pl.col("ok").any())
   */
  any: aggregate<(self: Bool, ignoreNulls?: boolean) => Bool>({ args: [bool, flag("ignoreNulls", true)], returns: Bool, kernel: "any" }),
  /**
   * True where no value is false. With `ignoreNulls` false, null where nulls leave that open.
   * @example lf.groupBy("g").agg(pl.col("ok").all())
   */
  all: aggregate<(self: Bool, ignoreNulls?: boolean) => Bool>({ args: [bool, flag("ignoreNulls", true)], returns: Bool, kernel: "all" }),
};
