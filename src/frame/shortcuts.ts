// Functions of `pl` that stand for methods: `pl.sum("a")` for `pl.col("a").sum()`.

import { InvalidOperationError } from "../errors/index.js";
import {
  AnyExpr,
  buildCall,
  type CallType,
  type Col,
  col,
  columnsNode,
  type Each,
  Expr,
  keyNode,
  type LiteralValue,
  type NodeOf,
  type Several,
} from "../expr/index.js";
import type { FunctionName } from "../functions/index.js";

type Shortcut<F extends FunctionName> = <N extends string>(column: N) => Expr<N, CallType<F, [Col<N>]>>;

const shortcut =
  <F extends FunctionName>(fn: F): Shortcut<F> =>
  (column) =>
    new Expr(buildCall(fn, col(column).node, []));

export const shortcuts = {
  /** Sum of a column. */
  sum: shortcut("sum"),
  /** Arithmetic mean of a column. */
  mean: shortcut("mean"),
  /** Arithmetic mean of a column; the same as `mean`. */
  avg: shortcut("mean"),
  /** Smallest value of a column. */
  min: shortcut("min"),
  /** Greatest value of a column. */
  max: shortcut("max"),
  /** Number of values of a column that are not null. */
  count: shortcut("count"),
  /** Number of distinct values of a column. */
  nUnique: shortcut("nUnique"),
  /** First value of a column. */
  first: shortcut("first"),
  /** Last value of a column. */
  last: shortcut("last"),
  /** Standard deviation of a column. */
  std: shortcut("std"),
  /** Variance of a column. */
  var: shortcut("var"),
  /** Median of a column. */
  median: shortcut("median"),
};

/**
 * Several columns.
 * @example lf.select(pl.cols("price", "qty").max())
 */
export function cols<const N extends string>(...names: readonly (N | readonly N[])[]): Expr<Several<N, never>, Each> {
  return new Expr(columnsNode(names.flat()));
}

type Operand = AnyExpr | LiteralValue;
/** `a.fillNull(b).fillNull(c)` as a type. */
type Filled<X, Rest extends readonly unknown[]> = Rest extends readonly [infer B, ...infer Others]
  ? Filled<CallType<"fillNull", [X, NodeOf<B>]>, Others>
  : X;

/**
 * The first of the values that is not null.
 * @example pl.coalesce(pl.col("a"), pl.col("b"), 0)
 */
export function coalesce<N, X, const Rest extends readonly Operand[]>(first: Expr<N, X>, ...rest: Rest): Expr<N, Filled<X, Rest>> {
  if (!(first instanceof AnyExpr)) throw new InvalidOperationError("coalesce needs an expression first");
  const filled = rest.reduce((node, value) => buildCall("fillNull", node, [value]), keyNode(first, "coalesce"));
  return new Expr(filled);
}
