// Leaving out rows that will find no match among few others, before they are stored or grouped.

import { canFail, type ExprNode, exprKey, named, sameExpr, substitute } from "../expr/index.js";
import { type Join, type Plan, type PlanOf, schemaOf } from "../plan/index.js";
import { reads } from "./predicates.js";

/** Keys of the plan at hand and of the few. */
export interface KeyPair {
  readonly key: ExprNode;
  readonly fewKey: ExprNode;
}

export const keyPairsOf = (keys: readonly ExprNode[], fewKeys: readonly ExprNode[]): readonly KeyPair[] =>
  keys.map((key, index) => ({ key, fewKey: fewKeys[index] as ExprNode }));

/** What stands for a plan that the keys go no further below: its rows that have a match. */
export type Match = (plan: Plan, pairs: readonly KeyPair[]) => Plan;

export const semiJoinWith =
  (few: Plan): Match =>
  (plan, pairs) => {
    const [leftOn, rightOn] = [pairs.map(({ key }) => key), pairs.map(({ fewKey }) => fewKey)];
    return { kind: "Join", left: plan, right: few, how: "semi", leftOn, rightOn, suffix: "" };
  };

/**
 * The rows of `plan` that may have a match, found out as far down as the keys go: groups by them need only those rows, and so does what is
 * joined by them. A subplan that occurs twice stays one.
 */
export function withMatch(plan: Plan, pairs: readonly KeyPair[], match: Match): Plan {
  const done = new Map<Plan, Map<string, Plan>>();
  const visit: Match = (node, keys) => {
    const results = done.get(node) ?? new Map<string, Plan>();
    const name = keys.map(({ key, fewKey }) => `${exprKey(key)}=${exprKey(fewKey)}`).join();
    const result = results.get(name) ?? matchBelow(node, keys, visit) ?? match(node, keys);
    done.set(node, results.set(name, result));
    return result;
  };
  return visit(plan, pairs);
}

/** Undefined where the keys go no further. */
function matchBelow(plan: Plan, pairs: readonly KeyPair[], visit: Match): Plan | undefined {
  switch (plan.kind) {
    case "Filter":
      return pairs.some(({ key }) => canFail(key)) ? undefined : { ...plan, input: visit(plan.input, pairs) };
    case "Select": {
      const outputs = new Map(plan.exprs.map(named).map(({ name, expr }) => [name, expr]));
      const below = pairs.map(({ key, fewKey }) => ({ key: substitute(key, outputs), fewKey }));
      const isComputed = below.some(({ key }, index) => !isColumn(key) && isColumn(pairs[index]?.key));
      return isComputed ? undefined : { ...plan, input: visit(plan.input, below) };
    }
    case "Aggregate": {
      const below = groupKeys(plan, pairs);
      return below.length === 0 ? undefined : { ...plan, input: visit(plan.input, below) };
    }
    case "Join":
      return joinMatchBelow(plan, pairs, visit);
    default:
      return undefined;
  }
}

/** A semi or anti join, which needs the same rows of its left side, and if it is by these keys, of its groups as well. */
function joinMatchBelow(join: Join, pairs: readonly KeyPair[], visit: Match): Plan | undefined {
  if ((join.how !== "semi" && join.how !== "anti") || pairs.some(({ key }) => canFail(key))) return undefined;
  const groupPairs = pairs.flatMap(({ key, fewKey }): KeyPair[] => {
    const groupKey = join.rightOn[join.leftOn.findIndex((on) => sameExpr(on, key))];
    return groupKey !== undefined && isColumn(groupKey) ? [{ key: groupKey, fewKey }] : [];
  });
  const left = visit(join.left, pairs);
  return groupsOf(join.right) && groupPairs.length > 0 ? { ...join, left, right: visit(join.right, groupPairs) } : { ...join, left };
}

/** A column, or a cast of one that fails on no row: as cheap and as safe below as above. */
function isColumn(key: ExprNode | undefined): boolean {
  return key?.kind === "Column" || (key?.kind === "Cast" && !key.strict && isColumn(key.input));
}

/** Those of the keys that are keys of the groups; whole groups have a match, or none. */
function groupKeys(plan: PlanOf<"Aggregate">, pairs: readonly KeyPair[]): readonly KeyPair[] {
  const keys = new Map(plan.keys.map(named).map(({ name, expr }) => [name, expr]));
  return pairs
    .filter(({ key }) => reads(key, keys))
    .map(({ key, fewKey }) => ({ key: substitute(key, keys), fewKey }))
    .filter(({ key }) => isColumn(key));
}

/** The groups, when the plan is an aggregation with filters and selections on it. */
export function groupsOf(plan: Plan): PlanOf<"Aggregate"> | undefined {
  if (plan.kind === "Select" || plan.kind === "Filter") return groupsOf(plan.input);
  return plan.kind === "Aggregate" && plan.keys.length > 0 ? plan : undefined;
}

/** A scan that occurs twice is read twice, a selection from it is stored. */
export function stored(plan: Plan): Plan {
  if (plan.kind !== "Scan") return plan;
  return { kind: "Select", input: plan, exprs: [...schemaOf(plan).keys()].map((name) => ({ kind: "Column", name })) };
}
