// How many rows an expression makes: one for each row, or one in all.

import { functionOf } from "../functions/index.js";
import type { ExprNode } from "./node.js";
import { childrenOf } from "./walk.js";

export type Call = Extract<ExprNode, { kind: "Call" }>;

export function isAggregate(node: ExprNode): node is Call {
  return node.kind === "Call" && functionOf(node.fn).shape === "agg";
}

/** One value, however many rows there are: literals, aggregates, and what is computed from these alone. */
export function isScalar(node: ExprNode): boolean {
  if (node.kind === "Column" || node.kind === "Columns" || node.kind === "Over") return false;
  return isAggregate(node) || childrenOf(node).every(isScalar);
}

/** The aggregates that stand in no other aggregate. Those inside `over` belong to it. */
export function aggregatesIn(node: ExprNode): readonly Call[] {
  if (isAggregate(node)) return [node];
  return node.kind === "Over" ? [] : childrenOf(node).flatMap(aggregatesIn);
}

export function hasOver(node: ExprNode): boolean {
  return node.kind === "Over" || childrenOf(node).some(hasOver);
}

/** Whether a row may raise an error: then other rows than those the user chose must not reach it. */
export function canFail(node: ExprNode): boolean {
  return (
    (node.kind === "Cast" && node.strict) ||
    (node.kind === "Call" && ((node.fn === "pow" && !hasPower(node)) || (node.fn === "lst.get" && node.options[0] === false))) ||
    childrenOf(node).some(canFail)
  );
}

/** An integer has no negative power. */
function hasPower({ args: [, exponent] }: Call): boolean {
  return exponent?.kind === "Literal" && Number(exponent.value) >= 0;
}
