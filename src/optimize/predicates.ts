// Predicates as the list of what must be true, and back.

import { call, columnsOf, type ExprNode, exprKey } from "../expr/index.js";
import type { Plan } from "../plan/index.js";

/** Filters by `predicates`, as far below `plan` as they go. None of them can fail. */
export type Push = (plan: Plan, predicates: readonly ExprNode[]) => Plan;

export function conjuncts(predicate: ExprNode): readonly ExprNode[] {
  if (predicate.kind !== "Call" || predicate.fn !== "and") return [predicate];
  return predicate.args.flatMap(conjuncts);
}

/** Undefined for none. Each different predicate once. */
export function allOf(predicates: readonly ExprNode[]): ExprNode | undefined {
  if (predicates.length < 2) return predicates[0];
  const distinct = [...new Map(predicates.map((predicate) => [exprKey(predicate), predicate])).values()];
  const [first, ...others] = distinct;
  return first && others.reduce((left, right) => call("and", left, right), first);
}

export function filtered(plan: Plan, predicates: readonly ExprNode[]): Plan {
  const predicate = allOf(predicates);
  return predicate === undefined ? plan : { kind: "Filter", input: plan, predicate };
}

export function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Whether the predicate reads columns, and none but these. */
export function reads(predicate: ExprNode, names: { has(name: string): boolean }): boolean {
  const columns = [...columnsOf(predicate)];
  return columns.length > 0 && columns.every((name) => names.has(name));
}
