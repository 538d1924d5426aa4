// Functions of lists. Null gives null; nulls among the elements are skipped, unless the comment says otherwise.

import { type Any, type AnyList, type Int, type ListOfNumbers, type ListOfStrings, type ListOfSums, UInt32, Utf8 } from "../types/index.js";
import { any, integer, list, listOfNumbers, listOfStrings, listOfSums } from "./argument.js";
import { scalar } from "./define.js";
import { count, countOrNull, flag, text, wholeNumber } from "./option.js";
import {
  type Contains,
  contained,
  type ElementMean,
  type ElementOf,
  type ElementSum,
  elementMean,
  elementOf,
  elementSum,
  type Same,
  same,
} from "./rule.js";

export const lst = {
  /**
   * Number of elements, nulls among them.
   * @example lf.select(pl.col("tags").lst.lengths())
   */
  lengths: scalar<(self: AnyList) => UInt32>({ args: [list], returns: UInt32, kernel: "list_lengths" }),
  /**
   * Element `index` of each list, counted from the end when negative. Where there is none, null, or with `nullOnOob` false an error.
   * @example lf.select(pl.col("tags").lst.get(0))
   */
  get: scalar<(self: AnyList, index: Int, nullOnOob?: boolean) => ElementOf>({
    args: [list, integer, flag("nullOnOob", true)],
    returns: elementOf,
    kernel: "list_get",
    nulls: "makes",
  }),
  /**
   * The first element, even if it is null; null where there is none.
   * @example lf.select(pl.col("tags").lst.first())
   */
  first: scalar<(self: AnyList) => ElementOf>({ args: [list], returns: elementOf, kernel: "list_first", nulls: "makes" }),
  /**
   * The last element, even if it is null; null where there is none.
   * @example lf.select(pl.col("tags").lst.last())
   */
  last: scalar<(self: AnyList) => ElementOf>({ args: [list], returns: elementOf, kernel: "list_last", nulls: "makes" }),
  /**
   * Sum of the elements, 0 when there are none. Small integers widen to Int64, Bools are counted.
   * @example lf.select(pl.col("prices").lst.sum())
   */
  sum: scalar<(self: ListOfSums) => ElementSum>({ args: [listOfSums], returns: elementSum, kernel: "list_sum", nulls: "makes" }),
  /**
   * Arithmetic mean of the elements, null when there are none.
   * @example lf.select(pl.col("prices").lst.mean())
   */
  mean: scalar<(self: ListOfNumbers) => ElementMean>({ args: [listOfNumbers], returns: elementMean, kernel: "list_mean", nulls: "makes" }),
  /**
   * Smallest element, null when there are none; NaN only where all are NaN.
   * @example lf.select(pl.col("prices").lst.min())
   */
  min: scalar<(self: AnyList) => ElementOf>({ args: [list], returns: elementOf, kernel: "list_min", nulls: "makes" }),
  /**
   * Greatest element, null when there are none; NaN only where all are NaN.
   * @example lf.select(pl.col("prices").lst.max())
   */
  max: scalar<(self: AnyList) => ElementOf>({ args: [list], returns: elementOf, kernel: "list_max", nulls: "makes" }),
  /**
   * True where the list has `item` among its elements; null is an item as any other.
   * @example lf.filter(pl.col("tags").lst.contains("new"))
   */
  contains: scalar<(self: AnyList, item: Any) => Contains>({
    args: [list, any],
    returns: contained,
    kernel: "list_contains",
    nulls: "handles",
  }),
  /**
   * The elements as one string, with `separator` between them. A null among them gives null, unless `ignoreNulls`.
   * @example lf.select(pl.col("tags").lst.join(" "))
   */
  join: scalar<(self: ListOfStrings, separator?: string, ignoreNulls?: boolean) => Utf8>({
    args: [listOfStrings, text("separator", ","), flag("ignoreNulls", false)],
    returns: Utf8,
    kernel: "list_join",
    nulls: "makes",
  }),
  /**
   * Each different element once, where it first comes; null is one of them.
   * @example lf.select(pl.col("tags").lst.unique())
   */
  unique: scalar<(self: AnyList) => Same>({ args: [list], returns: same, kernel: "list_unique" }),
  /**
   * The elements in order, nulls first, NaN greatest.
   * @example lf.select(pl.col("prices").lst.sort(true)) // descending
   */
  sort: scalar<(self: AnyList, descending?: boolean) => Same>({
    args: [list, flag("descending", false)],
    returns: same,
    kernel: "list_sort",
  }),
  /**
   * The elements in reverse order.
   * @example lf.select(pl.col("tags").lst.reverse())
   */
  reverse: scalar<(self: AnyList) => Same>({ args: [list], returns: same, kernel: "list_reverse" }),
  /**
   * The elements from `offset` on (counted from the end when negative), no more than `length`.
   * @example lf.select(pl.col("tags").lst.slice(-2, 1))
   */
  slice: scalar<(self: AnyList, offset: number, length?: number | null) => Same>({
    args: [list, wholeNumber("offset"), countOrNull("length")],
    returns: same,
    kernel: "list_slice",
  }),
  /**
   * No more than the first `n` elements.
   * @example lf.select(pl.col("tags").lst.head(2))
   */
  head: scalar<(self: AnyList, n?: number) => Same>({ args: [list, count("n", 5)], returns: same, kernel: "list_head" }),
  /**
   * No more than the last `n` elements.
   * @example lf.select(pl.col("tags").lst.tail(2))
   */
  tail: scalar<(self: AnyList, n?: number) => Same>({ args: [list, count("n", 5)], returns: same, kernel: "list_tail" }),
};
