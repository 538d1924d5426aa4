// The expressions of a plan node over the schema of its input: expanded and coerced, with errors that name the node.

import { InvalidOperationError } from "../errors/index.js";
import {
  aggregatesIn,
  at,
  call,
  checkDistinct,
  checkKeyType,
  checkOutsideOfGroups,
  coerce,
  coerceTo,
  type ExprNode,
  expand,
  formatExpr,
  hasOver,
  isScalar,
  type NamedExpr,
  type Place,
} from "../expr/index.js";
import { Bool, type ColumnType, List, type Schema } from "../types/index.js";

export interface ResolvedExpr extends NamedExpr {
  readonly dtype: ColumnType;
}

/** What `expr` makes, one entry for each column. `verb` is how an error names the node: FILTER, SELECT. */
function resolve(verb: string, expr: ExprNode, schema: Schema): readonly ResolvedExpr[] {
  // Most outputs of wide frames are columns as they are.
  const dtype = expr.kind === "Column" ? schema.get(expr.name) : undefined;
  if (expr.kind === "Column" && dtype !== undefined) return [{ name: expr.name, expr, dtype }];
  const place = placeOf(verb, expr);
  return expand([expr], schema, place).map(({ name, expr: expanded }) => {
    const typed = coerce(expanded, schema, place);
    return { name, expr: typed.node, dtype: typed.dtype };
  });
}

/** As `resolve`, where rows are not grouped. */
function resolveOutside(verb: string, expr: ExprNode, schema: Schema): readonly ResolvedExpr[] {
  checkOutsideOfGroups(expr, placeOf(verb, expr));
  return resolve(verb, expr, schema);
}

/** As `resolve`, of all expressions of a node: no two may have one name. */
export function resolveAll(verb: string, exprs: readonly ExprNode[], schema: Schema): readonly ResolvedExpr[] {
  const resolved = exprs.flatMap((expr) => resolveOutside(verb, expr, schema));
  checkDistinct(
    resolved.map(({ name }) => name),
    () => `${verb} [${exprs.map(formatExpr).join(", ")}]`,
  );
  return resolved;
}

/** A predicate over several columns is true where it is true for all of them. */
export function resolvePredicate(verb: string, predicate: ExprNode, schema: Schema): ExprNode {
  const place = placeOf(verb, predicate);
  checkOutsideOfGroups(predicate, place);
  const [first, ...others] = expand([predicate], schema, place).map(({ expr }) => coerceTo(expr, Bool, verb.toLowerCase(), schema, place));
  if (first === undefined) throw new InvalidOperationError(`a predicate over no columns${at(place)}`);
  return others.reduce((left, right) => ({ kind: "Call", fn: "and", args: [left, right], options: [] }), first);
}

/** Keys of groups, sorts and joins. @throws {InvalidOperationError} for what has no value of its own for each row. */
export function resolveKeys(verb: string, exprs: readonly ExprNode[], schema: Schema): readonly ResolvedExpr[] {
  return exprs.flatMap((expr) => {
    const keys = resolveOutside(verb, expr, schema);
    if (keys.some((key) => aggregatesIn(key.expr).length > 0 || hasOver(key.expr))) {
      throw new InvalidOperationError(`a key can't be made from aggregates${at(placeOf(verb, expr))}`);
    }
    for (const { name, dtype } of keys) checkKeyType(dtype, `the key ${JSON.stringify(name)}`, placeOf(verb, expr));
    return keys;
  });
}

/** What gives many values a group gives a list of them. */
export function resolveAggregates(verb: string, exprs: readonly ExprNode[], schema: Schema): readonly ResolvedExpr[] {
  return exprs.flatMap((expr) =>
    resolve(verb, expr, schema).map((output) => {
      if (isScalar(output.expr)) return output;
      return { name: output.name, expr: call("implode", output.expr), dtype: List(output.dtype) };
    }),
  );
}

export const placeOf =
  (verb: string, expr: ExprNode): Place =>
  () =>
    `${verb} ${formatExpr(expr)}`;
