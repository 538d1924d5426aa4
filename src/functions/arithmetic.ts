// Arithmetic. A null in any operand gives null; integers wrap silently.

import type { Bool, Duration, Float, Numeric, Signed, Temporal, Utf8 } from "../types/index.js";
import { addable, numeric, numericOrDuration, signed, subtractable } from "./argument.js";
import { scalar } from "./define.js";
import { choice, count, positive } from "./option.js";
import {
  type Add,
  type Div,
  differenceOrSpan,
  type FloatOf,
  floatOf,
  type Pow,
  power,
  quotient,
  type Same,
  type Sub,
  type Super,
  same,
  sumOrLater,
  superOf,
} from "./rule.js";

type Addable = Numeric | Bool | Utf8 | Temporal | Duration;
type Subtractable = Numeric | Temporal | Duration;

export const arithmetic = {
  /**
   * Sum of two numbers; two strings joined; a date or time moved by a Duration.
   * @example pl.col("qty").add(1) // Int8 stays Int8
   */
  add: scalar<(self: Addable, other: Addable) => Add>({ args: [addable, addable], returns: sumOrLater, kernel: "add" }),
  /**
   * Difference of two numbers; the Duration between two dates or times; a date or time moved back by a Duration.
   * @example pl.col("arrival").sub(pl.col("departure")) // Duration
   */
  sub: scalar<(self: Subtractable, other: Subtractable) => Sub>({
    args: [subtractable, subtractable],
    returns: differenceOrSpan,
    kernel: "sub",
  }),
  /**
   * Product of two numbers.
   * @example pl.col("price").mul(pl.col("qty"))
   */
  mul: scalar<(self: Numeric, other: Numeric) => Super>({ args: [numeric, numeric], returns: superOf, kernel: "mul" }),
  /**
   * Quotient of two numbers: a float even for integers; by zero infinite or NaN.
   * @example pl.lit(7).div(2) // 3.5
   */
  div: scalar<(self: Numeric, other: Numeric) => Div>({ args: [numeric, numeric], returns: quotient, kernel: "div" }),
  /**
   * Quotient rounded down. Integers stay integers, and give null when divided by zero.
   * @example pl.lit(-7).floorDiv(2) // -4
   */
  floorDiv: scalar<(self: Numeric, other: Numeric) => Super>({
    args: [numeric, numeric],
    returns: superOf,
    kernel: "floor_div",
    nulls: "makes",
  }),
  /**
   * Remainder, with the divisor's sign. Integers give null when divided by zero.
   * @example pl.lit(-7).rem(3) // 2
   */
  rem: scalar<(self: Numeric, other: Numeric) => Super>({ args: [numeric, numeric], returns: superOf, kernel: "rem", nulls: "makes" }),
  /**
   * Power. An integer to the power of an integer stays an integer; a negative exponent is then an error.
   * @example pl.col("x").pow(0.5) // Float64
   */
  pow: scalar<(self: Numeric, exponent: Numeric) => Pow>({ args: [numeric, numeric], returns: power, kernel: "pow" }),
  /**
   * The value with the other sign. Unsigned integers have none.
   * @example pl.col("x").neg()
   */
  neg: scalar<(self: Signed | Float | Duration) => Same>({ args: [signed], returns: same, kernel: "neg" }),
  /**
   * Absolute value. The least signed integer stays as it is.
   * @example pl.lit(-3).abs() // 3
   */
  abs: scalar<(self: Numeric | Duration) => Same>({ args: [numericOrDuration], returns: same, kernel: "abs" }),
  /**
   * Square root; NaN below zero.
   * @example pl.lit(9).sqrt() // 3.0
   */
  sqrt: scalar<(self: Numeric) => FloatOf>({ args: [numeric], returns: floatOf, kernel: "sqrt" }),
  /**
   * e to the power of the value.
   * @example pl.lit(0).exp() // 1.0
   */
  exp: scalar<(self: Numeric) => FloatOf>({ args: [numeric], returns: floatOf, kernel: "exp" }),
  /**
   * Logarithm, the natural one unless `base` is given.
   * @example pl.lit(8).log(2) // 3.0
   */
  log: scalar<(self: Numeric, base?: number) => FloatOf>({ args: [numeric, positive("base", Math.E)], returns: floatOf, kernel: "log" }),
  /**
   * Rounded down to a whole number, of the same dtype.
   * @example pl.lit(-1.5).floor() // -2.0
   */
  floor: scalar<(self: Numeric) => Same>({ args: [numeric], returns: same, kernel: "floor" }),
  /**
   * Rounded up to a whole number, of the same dtype.
   * @example pl.lit(1.2).ceil() // 2.0
   */
  ceil: scalar<(self: Numeric) => Same>({ args: [numeric], returns: same, kernel: "ceil" }),
  /**
   * Rounded to `decimals` places. Halves go to the even neighbour, or away from zero if `mode` says so.
   * @example pl.lit(2.5).round() // 2.0
   */
  round: scalar<(self: Numeric, decimals?: number, mode?: "halfToEven" | "halfAwayFromZero") => Same>({
    args: [numeric, count("decimals", 0), choice("mode", ["halfToEven", "halfAwayFromZero"], "halfToEven")],
    returns: same,
    kernel: "round",
  }),
  /**
   * -1, 0 or 1, of the same dtype; NaN stays NaN.
   * @example pl.lit(-3).sign() // -1
   */
  sign: scalar<(self: Numeric) => Same>({ args: [numeric], returns: same, kernel: "sign" }),
  /**
   * The value, or the nearer bound where it is outside. The bounds take on the value's dtype; a null bound bounds nothing.
   * @example pl.col("x").clip(0, 100)
   */
  clip: scalar<(self: Numeric, min: Numeric, max: Numeric) => Same>({
    args: [numeric, numeric, numeric],
    returns: same,
    kernel: "clip",
    nulls: "handles",
  }),
};
