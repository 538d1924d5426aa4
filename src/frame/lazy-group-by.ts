// Rows of a lazy frame by the values of keys, to be aggregated.

import { type CallType, type Expr, type ExprNode, len } from "../expr/index.js";
import type { Plan } from "../plan/index.js";
import type { Flat, Open } from "../types/index.js";
import { inputNodes, isOptions } from "./arguments.js";
import { LazyFrame } from "./lazy-frame.js";
import type { AggInputs, InputList, Listed } from "./typing/inputs.js";
import type { Outputs } from "./typing/outputs.js";

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
   * The keys, and one value of each aggregate for every group.
   * @example lf.groupBy("g").agg(pl.col("price").sum(), pl.len().alias("n"))
   */
  agg<const E extends InputList<S>>(...exprs: AggInputs<S, E>): LazyFrame<Grouped<S, K, Listed<E>>> {
    const { input, keys, maintainOrder } = this;
    return new LazyFrame({ kind: "Aggregate", input, keys, aggs: inputNodes(exprs, "agg"), maintainOrder });
  }

  /** The keys, and the number of rows of every group as `len`. */
  len(): LazyFrame<Grouped<S, K, readonly [Expr<"len", CallType<"len", []>>]>> {
    const { input, keys, maintainOrder } = this;
    return new LazyFrame({ kind: "Aggregate", input, keys, aggs: [len().node], maintainOrder });
  }
}

export type Grouped<S, K extends readonly unknown[], E extends readonly unknown[]> =
  Outputs<S, K> extends infer Keys ? (unknown extends Keys ? Open : Flat<Keys & Outputs<S, E>>) : never;

/** The keys and options of `groupBy(…keys, options)` and `groupBy(keys, maintainOrder)`. */
export function groupByArguments(given: readonly unknown[]): { keys: ExprNode[]; maintainOrder: boolean } {
  const last = given.at(-1);
  const hasOptions = typeof last === "boolean" || isOptions(last);
  const maintainOrder = typeof last === "boolean" ? last : isOptions(last) && (last as GroupByOptions).maintainOrder === true;
  return { keys: inputNodes(hasOptions ? given.slice(0, -1) : given, "groupBy"), maintainOrder };
}
