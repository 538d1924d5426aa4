// Going through expressions. Functions that map give the same object back when nothing changed, so that a rule that has
// nothing to do is seen to have done nothing.

import { assertNever } from "../errors/index.js";
import type { ExprNode } from "./node.js";

const none: readonly ExprNode[] = [];

export function childrenOf(node: ExprNode): readonly ExprNode[] {
  switch (node.kind) {
    case "Column":
    case "Columns":
    case "Literal":
    case "List":
      return none;
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

/** Rewrites children first. Where that changes nothing is remembered, for rules that are asked again and again. */
export function rewriterUp(change: (node: ExprNode) => ExprNode): (node: ExprNode) => ExprNode {
  const settled = new WeakSet<ExprNode>();
  const rewrite = (node: ExprNode): ExprNode => {
    if (settled.has(node)) return node;
    const result = change(mapChildren(node, rewrite));
    if (result === node && node.kind !== "Column" && node.kind !== "Literal") settled.add(node);
    return result;
  };
  return rewrite;
}

/** `map` that gives the array itself back when all its items came back as they were. */
export function mapSame<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as T;
    const result = change(item);
    if (changed === undefined && result !== item) changed = items.slice(0, index);
    changed?.push(result);
  }
  return changed ?? items;
}

export function someNode(node: ExprNode, test: (node: ExprNode) => boolean): boolean {
  if (test(node)) return true;
  for (const child of childrenOf(node)) if (someNode(child, test)) return true;
  return false;
}

/** The names of the columns that the expressions read, each once, in the order of the text. */
export function columnsOf(...nodes: readonly ExprNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodes) addColumns(node, names);
  return names;
}

function addColumns(node: ExprNode, names: Set<string>): void {
  if (node.kind === "Column") names.add(node.name);
  for (const child of childrenOf(node)) addColumns(child, names);
}

/** The column that an expression is, and no more than that. */
export const plainColumn = (node: ExprNode): string | undefined => (node.kind === "Column" ? node.name : undefined);

/** Puts expressions in the place of columns; columns that are not in `replacements` stay. */
export function substitute(node: ExprNode, replacements: ReadonlyMap<string, ExprNode>): ExprNode {
  if (node.kind === "Column") return replacements.get(node.name) ?? node;
  return mapChildren(node, (child) => substitute(child, replacements));
}
