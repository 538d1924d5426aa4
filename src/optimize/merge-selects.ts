// A Select on a Select becomes one, where that computes nothing twice:
//
//   SELECT [x * 2] FROM SELECT [a + 1 as x, b]   →   SELECT [(a + 1) * 2]

import { aliased, childrenOf, type ExprNode, named, substitute } from "../expr/index.js";
import { type Plan, rewritePlanUp } from "../plan/index.js";
import type { Rule } from "./rule.js";

export const mergeSelects: Rule = {
  name: "merge-selects",
  rewrite: (plan) => rewritePlanUp(plan, merged),
};

function merged(plan: Plan): Plan {
  if (plan.kind !== "Select" || plan.input.kind !== "Select") return plan;
  const inner = new Map(plan.input.exprs.map(named).map(({ name, expr }) => [name, expr]));
  const uses = countUses(plan.exprs);
  const twice = [...inner].some(([name, expr]) => (uses.get(name) ?? 0) > 1 && expr.kind !== "Column" && expr.kind !== "Literal");
  if (twice) return plan;
  const exprs = plan.exprs.map(named).map(({ name, expr }) => aliased({ name, expr: substitute(expr, inner) }));
  return { ...plan, input: plan.input.input, exprs };
}

function countUses(exprs: readonly ExprNode[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const visit = (node: ExprNode): void => {
    if (node.kind === "Column") uses.set(node.name, (uses.get(node.name) ?? 0) + 1);
    childrenOf(node).forEach(visit);
  };
  exprs.forEach(visit);
  return uses;
}
