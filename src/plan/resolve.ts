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
  columnsOf,
  type ExprNode,
  expand,
  formatExpr,
  hasOver,
  isScalar,
  type NamedExpr,
  ofType,
  outputName,
  type Place,
  someNode,
} from "../expr/index.js";
import { isPerGroup } from "../functions/index.js";
import { Bool, type ColumnType, List, type Schema } from "../types/index.js";

export interface ResolvedExpr extends NamedExpr {
  readonly dtype: ColumnType;
}

/** What an expression makes wherever the columns that it reads have these dtypes. */
interface Resolution {
  readonly reads: readonly (readonly [name: string, dtype: ColumnType])[];
  readonly output: ResolvedExpr;
}

/** Rules rebuild nodes, and with them schemas, but mostly around expressions that were resolved already. */
const resolutions = new WeakMap<ExprNode, Resolution>();

/** What `expr` makes, one entry for each column. `verb` is how an error names the node: FILTER, SELECT. */
function resolve(verb: string, expr: ExprNode, schema: Schema): readonly ResolvedExpr[] {
  const known = resolvedBefore(expr, schema);
  if (known !== undefined) return [known];
  const place = placeOf(verb, expr);
  const outputs = expand([expr], schema, place).map(({ name, expr: expanded }) => {
    const typed = coerce(expanded, schema, place);
    return { name, expr: typed.node, dtype: typed.dtype };
  });
  for (const output of outputs) remember(output.expr, output, schema);
  if (outputs.length === 1) remember(expr, outputs[0] as ResolvedExpr, schema);
  return outputs;
}

function remember(expr: ExprNode, { expr: typed, dtype }: ResolvedExpr, schema: Schema): void {
  const unnamed = expr.kind === "Alias" ? expr.input : expr;
  // What these make, or whether they may stand there at all, depends on more than the columns that they read.
  const isOpen = (node: ExprNode): boolean => node.kind === "Columns" || (node.kind === "Call" && isPerGroup(node.fn));
  if (unnamed.kind === "Column" || someNode(unnamed, isOpen)) return;
  const reads = [...columnsOf(unnamed)].map((name) => [name, schema.get(name) as ColumnType] as const);
  resolutions.set(unnamed, { reads, output: { name: outputName(unnamed), expr: typed, dtype } });
}

function resolvedBefore(expr: ExprNode, schema: Schema): ResolvedExpr | undefined {
  if (expr.kind === "Column") {
    const dtype = schema.get(expr.name);
    return dtype && { name: expr.name, expr, dtype };
  }
  if (expr.kind === "Alias") {
    const input = resolvedBefore(expr.input, schema);
    return input && { name: expr.name, expr: input.expr, dtype: input.dtype };
  }
  const known = resolutions.get(expr);
  return known?.reads.every(([name, dtype]) => schema.get(name) === dtype) ? known.output : undefined;
}

/** As `resolve`, where rows are not grouped. */
function resolveOutside(verb: string, expr: ExprNode, schema: Schema): readonly ResolvedExpr[] {
  const known = resolvedBefore(expr, schema);
  if (known !== undefined) return [known];
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
  const parts = resolveOutside(verb, predicate, schema);
  const [first, ...others] = parts.map(({ expr, dtype }) => ofType({ node: expr, dtype }, Bool, verb.toLowerCase(), place));
  if (first === undefined) throw new InvalidOperationError(`a predicate over no columns${at(place)}`);
  return others.reduce((left, right) => ({ kind: "Call", fn: "and", args: [left, right], options: [] }), first);
}

/** Keys of groups, sorts and joins. @throws {InvalidOperationError} for what has no value of its own for each row. */
export function resolveKeys(verb: string, exprs: readonly ExprNode[], schema: Schema): readonly ResolvedExpr[] {
  return exprs.flatMap((expr) => {
    const keys = resolveOutside(verb, expr, schema);
    if (keys.some((key) => key.expr.kind !== "Column" && (aggregatesIn(key.expr).length > 0 || hasOver(key.expr)))) {
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
