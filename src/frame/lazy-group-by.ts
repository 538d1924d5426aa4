// Rows of a lazy frame by the values of keys, to be aggregated.

import { type CallType, type Expr, type ExprNode, len } from "../expr/index.js";
import type { FunctionName } from "../functions/index.js";
import type { Plan } from "../plan/index.js";
import type { Flat, Open } from "../types/index.js";
import { aggregateOthers } from "./aggregate-each.js";
import { inputNodes, isOptions } from "./arguments.js";
import { LazyFrame } from "./lazy-frame.js";
import type { GroupedEach, Interpolation, NumberOption } from "./typing/aggregates.js";
import type { InputList, Inputs, Listed } from "./typing/inputs.js";
import type { GroupOutputs, Outputs } from "./typing/outputs.js";

export interface GroupByOptions {
  /** Groups come out in the order of their first rows; otherwise in any order. */
  readonly maintainOrder?: boolean;
}

/** `K`: the keys, as types. */
export class LazyGroupBy<S, K extends readonly unknown[]> {
  constructor(
    private readonly input: Plan,
    private readonly keys: readonly ExprNode[],
    private readonly maintainOrder: boolean,
  ) {}

  /**
   * The keys, and one value of each aggregate for every group. What gives many values a group, such as a column, gives a list of them.
   * @example lf.groupBy("g").agg(pl.col("price").sum(), pl.len().alias("n"), pl.col("qty"))
   */
  agg<const E extends InputList<S>>(...exprs: Inputs<S, E>): LazyFrame<Grouped<S, K, Listed<E>>> {
    const { input, keys, maintainOrder } = this;
    return new LazyFrame({ kind: "Aggregate", input, keys, aggs: inputNodes(exprs, "agg"), maintainOrder });
  }

  /** The keys, and the number of rows of every group as `len`. */
  len(): LazyFrame<Grouped<S, K, readonly [Expr<"len", CallType<"len", []>>]>> {
    const { input, keys, maintainOrder } = this;
    return new LazyFrame({ kind: "Aggregate", input, keys, aggs: [len().node], maintainOrder });
  }

  /** The keys, and the sum of each other column for every group. */
  sum(): LazyFrame<GroupedEach<S, K, "sum">> {
    return this.#each("sum");
  }

  /** The keys, and the mean of each other column for every group. */
  mean(): LazyFrame<GroupedEach<S, K, "mean">> {
    return this.#each("mean");
  }

  /** The keys, and the median of each other column for every group. */
  median(): LazyFrame<GroupedEach<S, K, "median">> {
    return this.#each("median");
  }

  /** The keys, and the smallest value of each other column for every group. */
  min(): LazyFrame<GroupedEach<S, K, "min">> {
    return this.#each("min");
  }

  /** The keys, and the greatest value of each other column for every group. */
  max(): LazyFrame<GroupedEach<S, K, "max">> {
    return this.#each("max");
  }

  /** The keys, and the first value of each other column for every group. */
  first(): LazyFrame<GroupedEach<S, K, "first">> {
    return this.#each("first");
  }

  /** The keys, and the last value of each other column for every group. */
  last(): LazyFrame<GroupedEach<S, K, "last">> {
    return this.#each("last");
  }

  /** The keys, and the number of values, without nulls, of each other column for every group. */
  count(): LazyFrame<GroupedEach<S, K, "count">> {
    return this.#each("count");
  }

  /** The keys, and the number of distinct values of each other column for every group. */
  nUnique(): LazyFrame<GroupedEach<S, K, "nUnique">> {
    return this.#each("nUnique");
  }

  /** The keys, and the quantile of each other column for every group; see `Expr.quantile`. */
  quantile(quantile: number, interpolation: Interpolation = "nearest"): LazyFrame<GroupedEach<S, K, "quantile", NumberOption>> {
    return this.#each("quantile", quantile, interpolation);
  }

  #each<T>(fn: FunctionName, ...options: readonly unknown[]): LazyFrame<T> {
    const { input, keys, maintainOrder } = this;
    return new LazyFrame({ kind: "Aggregate", input, keys, aggs: [aggregateOthers(fn, keys, ...options)], maintainOrder });
  }
}

export type Grouped<S, K extends readonly unknown[], E extends readonly unknown[]> =
  Outputs<S, K> extends infer Keys ? (unknown extends Keys ? Open : Flat<Keys & GroupOutputs<S, E>>) : never;

/** The keys and options of `groupBy(…keys, options)` and `groupBy(keys, maintainOrder)`. */
export function groupByArguments(given: readonly unknown[]): { keys: ExprNode[]; maintainOrder: boolean } {
  const last = given.at(-1);
  const hasOptions = typeof last === "boolean" || isOptions(last);
  const maintainOrder = typeof last === "boolean" ? last : isOptions(last) && (last as GroupByOptions).maintainOrder === true;
  return { keys: inputNodes(hasOptions ? given.slice(0, -1) : given, "groupBy"), maintainOrder };
}
