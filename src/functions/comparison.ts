// Comparisons, tests for null and NaN, and what replaces them. NaN equals NaN and is greater than every number.

import { type Any, Bool, type Float, type Numeric, type Single } from "../types/index.js";
import { any, float, type Members, members, numeric, single } from "./argument.js";
import { scalar } from "./define.js";
import { choice } from "./option.js";
import { type Compare, comparison, type Same, type Super, same, superOf } from "./rule.js";

export const comparisons = {
  /**
   * True where both sides are equal; null where one is null.
   * @example pl.col("g").eq("x")
   */
  eq: scalar<(self: Any, other: Any) => Compare>({ args: [any, any], returns: comparison, kernel: "eq" }),
  /**
   * True where the sides differ; null where one is null.
   * @example pl.col("g").neq("x")
   */
  neq: scalar<(self: Any, other: Any) => Compare>({ args: [any, any], returns: comparison, kernel: "neq" }),
  /**
   * True where the left side is less; null where one is null.
   * @example pl.col("price").lt(3)
   */
  lt: scalar<(self: Any, other: Any) => Compare>({ args: [any, any], returns: comparison, kernel: "lt" }),
  /**
   * True where the left side is less or equal; null where one is null.
   * @example pl.col("price").ltEq(3)
   */
  ltEq: scalar<(self: Any, other: Any) => Compare>({ args: [any, any], returns: comparison, kernel: "lt_eq" }),
  /**
   * True where the left side is greater; null where one is null.
   * @example pl.col("price").gt(3)
   */
  gt: scalar<(self: Any, other: Any) => Compare>({ args: [any, any], returns: comparison, kernel: "gt" }),
  /**
   * True where the left side is greater or equal; null where one is null.
   * @example pl.col("price").gtEq(3)
   */
  gtEq: scalar<(self: Any, other: Any) => Compare>({ args: [any, any], returns: comparison, kernel: "gt_eq" }),
  /**
   * True where both sides are equal, or both null. Never null.
   * @example pl.col("a").eqMissing(pl.col("b"))
   */
  eqMissing: scalar<(self: Any, other: Any) => Compare>({ args: [any, any], returns: comparison, kernel: "eq_missing", nulls: "handles" }),
  /**
   * True where the value is one of `values`; null where it is null.
   * @example pl.col("g").isIn(["x", "y"])
   */
  isIn: scalar<(self: Single, values: Members) => Compare>({ args: [single, members], returns: comparison, kernel: "is_in" }),
  /**
   * True where the value lies between the bounds; which bounds belong to it, `closed` says. Nulls as in `gt(low).and(lt(high))`.
   * @example pl.col("price").isBetween(1, 3, "left") // 1 <= price < 3
   */
  isBetween: scalar<(self: Any, low: Any, high: Any, closed?: "both" | "left" | "right" | "none") => Compare>({
    args: [any, any, any, choice("closed", ["both", "left", "right", "none"], "both")],
    returns: comparison,
    kernel: "is_between",
    nulls: "handles",
  }),
};

export const missing = {
  /**
   * True where the value is null. NaN is not null.
   * @example pl.col("x").isNull()
   */
  isNull: scalar<(self: Any) => Bool>({ args: [any], returns: Bool, kernel: "is_null", nulls: "handles" }),
  /**
   * True where the value is not null.
   * @example pl.col("x").isNotNull()
   */
  isNotNull: scalar<(self: Any) => Bool>({ args: [any], returns: Bool, kernel: "is_not_null", nulls: "handles" }),
  /**
   * True where the value is NaN; null stays null. Integers are never NaN.
   * @example pl.col("x").isNan()
   */
  isNan: scalar<(self: Numeric) => Bool>({ args: [numeric], returns: Bool, kernel: "is_nan" }),
  /**
   * True where the value is not NaN; null stays null.
   * @example pl.col("x").isNotNan()
   */
  isNotNan: scalar<(self: Numeric) => Bool>({ args: [numeric], returns: Bool, kernel: "is_not_nan" }),
  /**
   * True where the value is neither infinite nor NaN; null stays null.
   * @example pl.col("x").isFinite()
   */
  isFinite: scalar<(self: Numeric) => Bool>({ args: [numeric], returns: Bool, kernel: "is_finite" }),
  /**
   * True where the value is infinite; null stays null.
   * @example pl.col("x").isInfinite()
   */
  isInfinite: scalar<(self: Numeric) => Bool>({ args: [numeric], returns: Bool, kernel: "is_infinite" }),
  /**
   * The value, or `other` where it is null. NaN stays.
   * @example pl.col("x").fillNull(0)
   */
  fillNull: scalar<(self: Any, other: Any) => Super>({ args: [any, any], returns: superOf, kernel: "fill_null", nulls: "handles" }),
  /**
   * The value, or `other` where it is NaN. Null stays.
   * @example pl.col("x").fillNan(null)
   */
  fillNan: scalar<(self: Float, other: Numeric) => Same>({ args: [float, numeric], returns: same, kernel: "fill_nan", nulls: "handles" }),
};
