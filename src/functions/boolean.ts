// Logic of three values: `null and false` is false, `null or true` is true, otherwise null gives null.

import { Bool } from "../types/index.js";
import { bool } from "./argument.js";
import { scalar } from "./define.js";

export const boolean = {
  /**
   * True where both are true.
   * @example pl.col("a").gt(1).and(pl.col("b").lt(2))
   */
  and: scalar<(self: Bool, other: Bool) => Bool>({ args: [bool, bool], returns: Bool, kernel: "and", nulls: "handles" }),
  /**
   * True where at least one is true.
   * @example pl.col("a").gt(1).or(pl.col("b").lt(2))
   */
  or: scalar<(self: Bool, other: Bool) => Bool>({ args: [bool, bool], returns: Bool, kernel: "or", nulls: "handles" }),
  /**
   * True where exactly one is true; null where one is null.
   * @example pl.col("ok").xor(pl.col("price").gt(3))
   */
  xor: scalar<(self: Bool, other: Bool) => Bool>({ args: [bool, bool], returns: Bool, kernel: "xor" }),
  /**
   * True where it is false; null stays null.
   * @example pl.col("ok").not()
   */
  not: scalar<(self: Bool) => Bool>({ args: [bool], returns: Bool, kernel: "not" }),
};
