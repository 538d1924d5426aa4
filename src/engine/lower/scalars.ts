// Aggregates in a select or filter of whole columns, `col("a").gt(col("a").mean())`: they are computed first, and their
// values put into the expressions.

import type { ExprNode, LiteralValue } from "../../expr/index.js";
import { exprKey, mapChildren } from "../../expr/index.js";
import { assert } from "../../errors/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { aggregateStream, hasAggregate, isAggregate } from "./aggregate.js";
import type { Output } from "./project.js";
import { valueOf } from "./physical-value.js";
import { store, type Stream, streamOf } from "./stream.js";

export interface WithScalars {
  /** The same rows; at rest when they had to be gone through twice. */
  readonly stream: Stream;
  readonly exprs: readonly ExprNode[];
}

export function* withScalars(query: Query, stream: Stream, exprs: readonly ExprNode[]): Step<WithScalars> {
  if (!exprs.some(hasAggregate)) return { stream, exprs };
  const stored = yield* store(query, stream);
  const calls = new Map<string, Output>();
  const find = (node: ExprNode): ExprNode => {
    if (isAggregate(node)) calls.set(exprKey(node), { name: `scalar ${calls.size}`, expr: node });
    return isAggregate(node) ? node : mapChildren(node, find);
  };
  for (const expr of exprs) find(expr);
  const scalars = yield* store(query, yield* aggregateStream(query, streamOf(stored, "rows"), [], [...calls.values()]));
  const [row] = scalars.chunks;
  assert(row !== undefined && scalars.rowCount === 1, "an aggregation without keys gives one row");
  const literals = new Map<string, ExprNode>();
  for (const [index, key] of [...calls.keys()].entries()) {
    const type = scalars.columns[index];
    const column = row.columns[index];
    assert(type !== undefined && column !== undefined, "a scalar for each aggregate");
    const value: LiteralValue = valueOf(query.instance, type, column, 0);
    literals.set(key, { kind: "Literal", value, dtype: type.dtype });
  }
  const replace = (node: ExprNode): ExprNode => (isAggregate(node) ? (literals.get(exprKey(node)) ?? node) : mapChildren(node, replace));
  return { stream: streamOf(stored, "rows"), exprs: exprs.map(replace) };
}
