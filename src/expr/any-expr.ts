// What all expressions have in common, whatever their names and nodes are as types.

import type { ExprNode } from "./node.js";

declare const expr: unique symbol;

/**
 * Any expression. It must not mention name and node as types: an `unknown` here would spoil the completion of `pl.col("…")`
 * inside a verb.
 */
export class AnyExpr {
  declare readonly [expr]: true;

  constructor(
    /** The expression as data. */
    readonly node: ExprNode,
  ) {}
}
