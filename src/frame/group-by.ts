// Rows of an eager frame by the values of keys, to be aggregated at once.

import type { Grouped, LazyGroupBy } from "./lazy-group-by.js";
import type { GroupedEach, Interpolation, NumberOption } from "./typing/aggregates.js";
import type { DataFrame } from "./typing/eager.js";
import type { InputList, Inputs, Listed } from "./typing/inputs.js";

/** `K`: the keys, as types. */
export class GroupBy<S, K extends readonly unknown[]> {
  constructor(private readonly groups: LazyGroupBy<S, K>) {}

  /** The keys, and one value of each aggregate for every group; see `LazyGroupBy.agg`. */
  agg<const E extends InputList<S>>(...exprs: Inputs<S, E>): DataFrame<Grouped<S, K, Listed<E>>> {
    return this.groups.agg<E>(...exprs).collectSync();
  }

  /** The keys, and the number of rows of every group as `len`. */
  len(): ReturnType<ReturnType<LazyGroupBy<S, K>["len"]>["collectSync"]> {
    return this.groups.len().collectSync();
  }

  /** The keys, and the sum of each other column for every group. */
  sum(): DataFrame<GroupedEach<S, K, "sum">> {
    return this.groups.sum().collectSync();
  }

  /** The keys, and the mean of each other column for every group. */
  mean(): DataFrame<GroupedEach<S, K, "mean">> {
    return this.groups.mean().collectSync();
  }

  /** The keys, and the median of each other column for every group. */
  median(): DataFrame<GroupedEach<S, K, "median">> {
    return this.groups.median().collectSync();
  }

  /** The keys, and the smallest value of each other column for every group. */
  min(): DataFrame<GroupedEach<S, K, "min">> {
    return this.groups.min().collectSync();
  }

  /** The keys, and the greatest value of each other column for every group. */
  max(): DataFrame<GroupedEach<S, K, "max">> {
    return this.groups.max().collectSync();
  }

  /** The keys, and the first value of each other column for every group. */
  first(): DataFrame<GroupedEach<S, K, "first">> {
    return this.groups.first().collectSync();
  }

  /** The keys, and the last value of each other column for every group. */
  last(): DataFrame<GroupedEach<S, K, "last">> {
    return this.groups.last().collectSync();
  }

  /** The keys, and the number of values, without nulls, of each other column for every group. */
  count(): DataFrame<GroupedEach<S, K, "count">> {
    return this.groups.count().collectSync();
  }

  /** The keys, and the number of distinct values of each other column for every group. */
  nUnique(): DataFrame<GroupedEach<S, K, "nUnique">> {
    return this.groups.nUnique().collectSync();
  }

  /** The keys, and the quantile of each other column for every group; see `Expr.quantile`. */
  quantile(quantile: number, interpolation: Interpolation = "nearest"): DataFrame<GroupedEach<S, K, "quantile", NumberOption>> {
    return this.groups.quantile(quantile, interpolation).collectSync();
  }
}
