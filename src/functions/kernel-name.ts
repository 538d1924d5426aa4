// How entries name what computes them: families of kernels, and names that codegen lowers to several.

import type { KernelFamily } from "../kernels/index.js";

export type KernelName = KernelFamily | ComposedName | AccumulatorName | PerGroupName;

/** Lowered to kernels of other names. */
type ComposedName =
  | "clip"
  | "eq_missing"
  | "is_between"
  | "fill_nan"
  | "str_extract"
  | "list_first"
  | "list_last"
  | "list_min"
  | "list_max"
  | "list_head"
  | "list_tail";

/** Aggregates: families of accumulators. */
type AccumulatorName =
  | "sum"
  | "mean"
  | "min"
  | "max"
  | "arg_min"
  | "arg_max"
  | "count"
  | "len"
  | "n_unique"
  | "implode"
  | "first"
  | "last"
  | "std"
  | "var"
  | "median"
  | "quantile"
  | "any"
  | "all";

/** Lists of some of a group's values: coercion makes them of `implode`. */
type PerGroupName = "top_k" | "bottom_k" | "head" | "tail";
