// Going through expressions. Functions that map give the same object back when nothing changed, so that a rule that has
// nothing to do is seen to have done nothing.

import { assertNever } from "../errors/index.js";
import type { ExprNode } from "./node.js";

export function childrenOf(node: ExprNode): readonly ExprNode[] {
  switch (node.kind) {
    case "Column":
    case "Columns":
    case "Literal":
    case "List":
      return [];
    case "Call":
      return node.args;
    case "Cast":
    case "Alias":
    case "Affix":
      return [node.input];
    case "When":
      return [node.predicate, node.then, node.otherwise];
    case "Over":
      return [node.input, ...node.keys];
    default:
      return assertNever(node, "expression");
  }
}

export function mapChildren(node: ExprNode, change: (child: ExprNode) => ExprNode): ExprNode {
  switch (node.kind) {
    case "Column":
    case "Columns":
    case "Literal":
    case "List":
      return node;
    case "Call": {
      const args = mapSame(node.args, change);
      return args === node.args ? node : { ...node, args };
    }
    case "Cast":
    case "Alias":
    case "Affix": {
      const input = change(node.input);
      return input === node.input ? node : { ...node, input };
    }
    case "When": {
      const predicate = change(node.predicate);
      const then = change(node.then);
      const otherwise = change(node.otherwise);
      const same = predicate === node.predicate && then === node.then && otherwise === node.otherwise;
      return same ? node : { ...node, predicate, then, otherwise };
    }
    case "Over": {
      const input = change(node.input);
      const keys = mapSame(node.keys, change);
      return input === node.input && keys === node.keys ? node : { ...node, input, keys };
    }
    default:
      return assertNever(node, "expression");
  }
}

/** Children first. */
export function rewriteUp(node: ExprNode, change: (node: ExprNode) => ExprNode): ExprNode {
  return change(mapChildren(node, (child) => rewriteUp(child, change)));
}

/** `map` that gives the array itself back when all its items came back as they were. */
export function mapSame<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const changed = items.map(change);
  return changed.every((item, index) => item === items[index]) ? items : changed;
}

export function someNode(node: ExprNode, test: (node: ExprNode) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => someNode(child, test));
}

/** The names of the columns that the expressions read, each once, in the order of the text. */
export function columnsOf(...nodes: readonly ExprNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ExprNode): void => {
    if (node.kind === "Column") names.add(node.name);
    for (const child of childrenOf(node)) visit(child);
  };
  for (const node of nodes) visit(node);
  return names;
}

/** Puts expressions in the place of columns; columns that are not in `replacements` stay. */
export function substitute(node: ExprNode, replacements: ReadonlyMap<string, ExprNode>): ExprNode {
  if (node.kind === "Column") return replacements.get(node.name) ?? node;
  return mapChildren(node, (child) => substitute(child, replacements));
}

/** Equal texts exactly for equal expressions. */
export function exprKey(node: ExprNode): string {
  return JSON.stringify(node, function (this: Record<string, unknown>, key: string, value: unknown) {
    if (this[key] instanceof Date) return { date: value };
    if (typeof value === "bigint") return { bigint: String(value) };
    if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
    return Object.is(value, -0) ? { number: "-0" } : value;
  });
}

export function sameExpr(left: ExprNode, right: ExprNode): boolean {
  return left === right || exprKey(left) === exprKey(right);
}
