// How entries name what computes them: families of kernels, and names that codegen lowers to several.

import type { KernelFamily } from "../kernels/index.js";

export type KernelName = KernelFamily | ComposedName | AccumulatorName;

/** Lowered to kernels of other names. */
type ComposedName = "clip" | "eq_missing" | "is_between" | "fill_nan" | "str_extract";

/** Aggregates: families of accumulators. */
type AccumulatorName =
  | "sum"
  | "mean"
  | "min"
  | "max"
  | "count"
  | "len"
  | "n_unique"
  | "first"
  | "last"
  | "std"
  | "var"
  | "median"
  | "quantile"
  | "any"
  | "all";
