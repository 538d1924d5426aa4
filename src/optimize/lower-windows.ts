// Aggregates among row-wise expressions become joins with a grouped subplan, so that the engine needs no operator of its own:
//
//   x - mean(x).over(k)   →   x - __window0   over   input ⟕ (input grouped by k: mean(x) as __window0) on k, null matching null
//
// An aggregate that stands beside rows without `over` is one over all rows: there the join is a cross join with a single row.

import { aggregatesIn, childrenOf, type ExprNode, exprKey, isAggregate, mapChildren, mapSame, type NamedExpr } from "../expr/index.js";
import { type Plan, schemaOf } from "../plan/index.js";
import { freshNames } from "./fresh-names.js";
import { lowerAggregate } from "./lower-aggregate.js";

type Over = Extract<ExprNode, { kind: "Over" }>;

/** `exprs` over `input`, as others without windows and aggregates over an input with more columns. */
export interface Lowered {
  readonly input: Plan;
  readonly exprs: readonly ExprNode[];
}

export function lowerWindows(input: Plan, exprs: readonly ExprNode[]): Lowered {
  let lowered: Lowered = { input, exprs: mapSame(exprs, overAllRows) };
  for (let windows = innermost(lowered.exprs); windows.length > 0; windows = innermost(lowered.exprs)) {
    // The joins before neither add nor drop rows, so that all these groups are those of the same input.
    const { input: rows } = lowered;
    lowered = [...byKeys(windows).values()].reduce((joined, group) => joinGroups(joined, group, rows), lowered);
  }
  return lowered;
}

/** Aggregates without `over` are aggregates over no keys. */
function overAllRows(node: ExprNode): ExprNode {
  if (isAggregate(node)) return { kind: "Over", input: node, keys: [] };
  return node.kind === "Over" ? node : mapChildren(node, overAllRows);
}

/** The windows that have no others inside. */
function innermost(exprs: readonly ExprNode[]): readonly Over[] {
  return exprs.flatMap((expr): readonly Over[] => {
    const inside = innermost(childrenOf(expr));
    return inside.length === 0 && expr.kind === "Over" ? [expr] : inside;
  });
}

function byKeys(windows: readonly Over[]): Map<string, Over[]> {
  const groups = new Map<string, Over[]>();
  for (const window of windows) {
    const key = window.keys.map(exprKey).join();
    groups.set(key, [...(groups.get(key) ?? []), window]);
  }
  return groups;
}

/** One join for all windows over the same keys. */
function joinGroups({ input, exprs }: Lowered, windows: readonly Over[], rows: Plan): Lowered {
  const keys = windows[0]?.keys ?? [];
  const aggregates = new Map(windows.flatMap((window) => aggregatesIn(window.input)).map((aggregate) => [exprKey(aggregate), aggregate]));
  const names = freshNames("__window", keys.length + aggregates.size, schemaOf(input));
  const keyNames = names.slice(0, keys.length);
  const columns = new Map([...aggregates.keys()].map((key, index) => [key, column(names[keys.length + index] as string)]));

  const replace = (node: ExprNode): ExprNode => (isAggregate(node) ? columns.get(exprKey(node)) : undefined) ?? mapChildren(node, replace);
  const replacements = new Map(windows.map((window) => [exprKey(window), replace(window.input)]));
  const replaceWindows = (node: ExprNode): ExprNode =>
    (node.kind === "Over" ? replacements.get(exprKey(node)) : undefined) ?? mapChildren(node, replaceWindows);
  const replaced = mapSame(exprs, replaceWindows);
  if (aggregates.size === 0) return { input, exprs: replaced };

  const named = (nodes: Iterable<ExprNode>, from: number): NamedExpr[] =>
    [...nodes].map((expr, index) => ({ name: names[from + index] as string, expr }));
  const groups = lowerAggregate(rows, named(keys, 0), named(aggregates.values(), keys.length), false);
  const sides = { kind: "Join", left: input, right: groups, suffix: "" } as const;
  const joined: Plan =
    keys.length === 0
      ? { ...sides, how: "cross", leftOn: [], rightOn: [] }
      : { ...sides, how: "left", leftOn: keys, rightOn: keyNames.map(column), nullsEqual: true };
  return { input: joined, exprs: replaced };
}

const column = (name: string): ExprNode => ({ kind: "Column", name });
