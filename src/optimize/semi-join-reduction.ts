// Few rows join many that must be stored or grouped first: then only those of the many are kept that have a match.
//
//   LEFT few  JOIN  AGGREGATE [sum(x)] BY [k] FROM SCAN many
//   →   LEFT few  JOIN  AGGREGATE [sum(x)] BY [k] FROM (SCAN many  SEMI JOIN  few ON k)
//
// The few are then read twice, so they are computed once and stored.

import { canFail, type ExprNode, named, substitute } from "../expr/index.js";
import { type Join, type Plan, type PlanOf, repeatedSubplans, rewritePlanUp, schemaOf } from "../plan/index.js";
import { estimateRows, keyShare } from "./estimate.js";
import { reads } from "./predicates.js";
import type { Rule } from "./rule.js";

/** When it pays. */
interface ReductionLimits {
  /** Fewer rows are joined before anything else is done with them. */
  readonly manyRows: number;
  /** How many times more rows the one side has than the other, at least. */
  readonly ratio: number;
  /** Share of the keys that have a match, at most. */
  readonly share: number;
}

const LIMITS: ReductionLimits = { manyRows: 100_000, ratio: 8, share: 0.3 };

type Side = "left" | "right";

export const semiJoinReduction: Rule = {
  name: "semi-join-reduction",
  rewrite: (plan) => reduceJoins(plan, LIMITS),
};

export function reduceJoins(plan: Plan, limits: ReductionLimits): Plan {
  const shared = repeatedSubplans(plan);
  return rewritePlanUp(plan, (node, original) => {
    if (node.kind !== "Join" || original.kind !== "Join" || node.how === "full" || node.how === "cross" || node.nullsEqual) return node;
    // A row of the left side has a place in the result with or without a match, except in an inner join.
    const sides: readonly Side[] = node.how === "inner" ? ["right", "left"] : ["right"];
    const side = sides.find((candidate) => pays(node, candidate, limits) && !isShared(original[candidate], shared));
    return side === undefined ? node : reduced(node, side);
  });
}

const other = (side: Side): Side => (side === "left" ? "right" : "left");

/** Whether `side` has many rows that are stored or grouped, and the other side few. */
function pays(join: Join, side: Side, limits: ReductionLimits): boolean {
  const [many, few] = [join[side], join[other(side)]];
  const inputRows = estimateRows(groupedInput(many) ?? many);
  const fewRows = estimateRows(few);
  if (inputRows === undefined || fewRows === undefined || inputRows < Math.max(limits.manyRows, fewRows * limits.ratio)) return false;
  const isBuilt = (join.buildSide ?? "right") === side;
  return (isBuilt || groupedInput(many) !== undefined) && keyShare(join, fewRows) <= limits.share;
}

/** What the plan groups, when it is an aggregation with filters and selections on it. */
function groupedInput(plan: Plan): Plan | undefined {
  if (plan.kind === "Select" || plan.kind === "Filter") return groupedInput(plan.input);
  return plan.kind === "Aggregate" && plan.keys.length > 0 ? plan.input : undefined;
}

/** What others read as well stays as it is. */
function isShared(plan: Plan, shared: ReadonlySet<Plan>): boolean {
  if (shared.has(plan)) return true;
  return (plan.kind === "Select" || plan.kind === "Filter" || plan.kind === "Aggregate") && isShared(plan.input, shared);
}

function reduced(join: Join, side: Side): Join {
  const few = stored(join[other(side)]);
  const [keys, fewKeys] = side === "left" ? [join.leftOn, join.rightOn] : [join.rightOn, join.leftOn];
  const pairs = keys.map((key, index): Pair => ({ key, fewKey: fewKeys[index] as ExprNode }));
  const many = withMatch(join[side], pairs, few, join.suffix);
  return side === "left" ? { ...join, left: many, right: few } : { ...join, left: few, right: many };
}

/** A scan that occurs twice is read twice, a selection from it is stored. */
function stored(plan: Plan): Plan {
  if (plan.kind !== "Scan") return plan;
  return { kind: "Select", input: plan, exprs: [...schemaOf(plan).keys()].map((name) => ({ kind: "Column", name })) };
}

/** Keys of the plan at hand and of the few. */
interface Pair {
  readonly key: ExprNode;
  readonly fewKey: ExprNode;
}

/** The rows of `plan` that may have a match, found out as far down as the keys go. */
function withMatch(plan: Plan, pairs: readonly Pair[], few: Plan, suffix: string): Plan {
  switch (plan.kind) {
    case "Filter":
      if (pairs.some(({ key }) => canFail(key))) break;
      return { ...plan, input: withMatch(plan.input, pairs, few, suffix) };
    case "Select": {
      const outputs = new Map(plan.exprs.map(named).map(({ name, expr }) => [name, expr]));
      const below = pairs.map(({ key, fewKey }) => ({ key: substitute(key, outputs), fewKey }));
      if (below.some(({ key }, index) => !isColumn(key) && isColumn(pairs[index]?.key))) break;
      return { ...plan, input: withMatch(plan.input, below, few, suffix) };
    }
    case "Aggregate": {
      const below = groupKeys(plan, pairs);
      if (below.length === 0) break;
      return { ...plan, input: withMatch(plan.input, below, few, suffix) };
    }
  }
  const [leftOn, rightOn] = [pairs.map(({ key }) => key), pairs.map(({ fewKey }) => fewKey)];
  return { kind: "Join", left: plan, right: few, how: "semi", leftOn, rightOn, suffix };
}

/** A column, or a cast of one that fails on no row: as cheap and as safe below as above. */
function isColumn(key: ExprNode | undefined): boolean {
  return key?.kind === "Column" || (key?.kind === "Cast" && !key.strict && isColumn(key.input));
}

/** Those of the keys that are keys of the groups; whole groups have a match, or none. */
function groupKeys(plan: PlanOf<"Aggregate">, pairs: readonly Pair[]): readonly Pair[] {
  const keys = new Map(plan.keys.map(named).map(({ name, expr }) => [name, expr]));
  return pairs
    .filter(({ key }) => reads(key, keys))
    .map(({ key, fewKey }) => ({ key: substitute(key, keys), fewKey }))
    .filter(({ key }) => isColumn(key));
}
