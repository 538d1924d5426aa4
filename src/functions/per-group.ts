// Some of a group's values, as a list: for `agg` alone, since of a whole frame they would be rows.

import type { Any, Single } from "../types/index.js";
import { any, single } from "./argument.js";
import { aggregate } from "./define.js";
import { count } from "./option.js";
import { type ListOf, listOf } from "./rule.js";

export const perGroup = {
  /**
   * The `k` greatest values as a list, the greatest first: NaN before numbers, and nulls only where the values are too few.
   * @example lf.groupBy("g").agg(pl.col("price").topK(3)).explode("price")
   */
  topK: aggregate<(self: Single, k?: number) => ListOf>({ args: [single, count("k", 5)], returns: listOf, kernel: "top_k" }),
  /**
   * The `k` smallest values as a list, the smallest first: NaN after numbers, and nulls only where the values are too few.
   * @example lf.groupBy("g").agg(pl.col("price").bottomK(3)).explode("price")
   */
  bottomK: aggregate<(self: Single, k?: number) => ListOf>({ args: [single, count("k", 5)], returns: listOf, kernel: "bottom_k" }),
  /**
   * The values of the first `length` rows as a list, nulls among them.
   * @example lf.sort("price").groupBy("g").agg(pl.col("name").head(2))
   */
  head: aggregate<(self: Any, length?: number) => ListOf>({ args: [any, count("length", 10)], returns: listOf, kernel: "head" }),
  /**
   * The values of the last `length` rows as a list, nulls among them.
   * @example lf.sort("price").groupBy("g").agg(pl.col("name").tail(2))
   */
  tail: aggregate<(self: Any, length?: number) => ListOf>({ args: [any, count("length", 10)], returns: listOf, kernel: "tail" }),
};

export type PerGroupName = keyof typeof perGroup;

export const isPerGroup = (name: string): name is PerGroupName => Object.hasOwn(perGroup, name);
