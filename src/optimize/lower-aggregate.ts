// An aggregation of whatever the user wrote → one whose aggregates are single calls over row-wise arguments, each once, and a
// Select above that computes the rest: `sum(a) / count(a) + 1` needs `sum(a)` and `count(a)` from the groups.

import { aggregatesIn, aliased, type Call, type ExprNode, exprKey, isAggregate, mapChildren, type NamedExpr } from "../expr/index.js";
import { type Plan, schemaOf } from "../plan/index.js";
import { freshNames } from "./fresh-names.js";
import { lowerWindows } from "./lower-windows.js";

export function lowerAggregate(input: Plan, keys: readonly NamedExpr[], aggs: readonly NamedExpr[], maintainOrder: boolean): Plan {
  const calls = new Map(aggs.flatMap(({ expr }) => aggregatesIn(expr)).map((call) => [exprKey(call), call]));
  const plain = aggs.length === calls.size && aggs.every(({ expr }) => isAggregate(expr));
  // Without keys and without aggregates there would be no column to say that there is one row.
  const wanted: readonly Call[] = keys.length + calls.size > 0 ? [...calls.values()] : [{ kind: "Call", fn: "len", args: [], options: [] }];
  const taken = new Set([...schemaOf(input).keys(), ...keys.map(({ name }) => name)]);
  const names = plain ? aggs.map(({ name }) => name) : freshNames("__agg", wanted.length, taken);

  const { input: rows, args } = lowerArguments(input, keys, wanted);
  const aggregate: Plan = {
    kind: "Aggregate",
    input: rows,
    keys: keys.map(aliased),
    aggs: wanted.map((call, index) => aliased({ name: names[index] as string, expr: { ...call, args: args[index] ?? [] } })),
    maintainOrder,
  };
  if (plain) return aggregate;

  const columns = new Map([...calls.keys()].map((key, index) => [key, { kind: "Column", name: names[index] as string } as const]));
  const replace = (node: ExprNode): ExprNode => (isAggregate(node) ? columns.get(exprKey(node)) : undefined) ?? mapChildren(node, replace);
  const keyColumns = keys.map(({ name }): ExprNode => ({ kind: "Column", name }));
  return {
    kind: "Select",
    input: aggregate,
    exprs: [...keyColumns, ...aggs.map(({ name, expr }) => aliased({ name, expr: replace(expr) }))],
  };
}

/** An aggregate inside an aggregate's argument is one over the same groups: `sum(x - mean(x))`. */
function lowerArguments(
  input: Plan,
  keys: readonly NamedExpr[],
  calls: readonly Call[],
): { readonly input: Plan; readonly args: readonly (readonly ExprNode[])[] } {
  const overKeys = (node: ExprNode): ExprNode => {
    if (node.kind === "Over") return node;
    return isAggregate(node) ? { kind: "Over", input: node, keys: keys.map(({ expr }) => expr) } : mapChildren(node, overKeys);
  };
  const lowered = lowerWindows(
    input,
    calls.flatMap((call) => call.args.map(overKeys)),
  );
  const rest = [...lowered.exprs];
  return { input: lowered.input, args: calls.map((call) => rest.splice(0, call.args.length)) };
}
