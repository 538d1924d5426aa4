// Few rows join many that must be stored or grouped first: then only those of the many are kept that have a match.
//
//   LEFT few  JOIN  AGGREGATE [sum(x)] BY [k] FROM SCAN many
//   →   LEFT few  JOIN  AGGREGATE [sum(x)] BY [k] FROM (SCAN many  SEMI JOIN  few ON k)
//
// The few are then read twice, so they are computed once and stored.

import { type Join, type JoinSide, otherSide, type Plan, repeatedSubplans, rewritePlanUp } from "../plan/index.js";
import { estimateRows, keyShare } from "./estimate.js";
import { groupsOf, keyPairsOf, semiJoinWith, stored, withMatch } from "./matching-rows.js";
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

export const semiJoinReduction: Rule = {
  name: "semi-join-reduction",
  rewrite: (plan) => reduceJoins(plan, LIMITS),
};

export function reduceJoins(plan: Plan, limits: ReductionLimits): Plan {
  const shared = repeatedSubplans(plan);
  return rewritePlanUp(plan, (node, original) => {
    if (node.kind !== "Join" || original.kind !== "Join" || node.how === "full" || node.how === "cross" || node.nullsEqual) return node;
    // A row of the left side has a place in the result with or without a match, except in an inner join.
    const sides: readonly JoinSide[] = node.how === "inner" ? ["right", "left"] : ["right"];
    const side = sides.find((candidate) => pays(node, candidate, limits) && !isShared(original[candidate], shared));
    return side === undefined ? node : reduced(node, side);
  });
}

/** Whether `side` has many rows that are stored or grouped, and the other side few. */
function pays(join: Join, side: JoinSide, limits: ReductionLimits): boolean {
  const [many, few] = [join[side], join[otherSide(side)]];
  const inputRows = estimateRows(groupsOf(many)?.input ?? many);
  const fewRows = estimateRows(few);
  if (inputRows === undefined || fewRows === undefined || inputRows < Math.max(limits.manyRows, fewRows * limits.ratio)) return false;
  const isBuilt = (join.buildSide ?? "right") === side;
  return (isBuilt || groupsOf(many) !== undefined) && keyShare(join, fewRows) <= limits.share;
}

/** What others read as well stays as it is. */
function isShared(plan: Plan, shared: ReadonlySet<Plan>): boolean {
  if (shared.has(plan)) return true;
  if (plan.kind === "Join" && (plan.how === "semi" || plan.how === "anti"))
    return isShared(plan.left, shared) || isShared(plan.right, shared);
  return (plan.kind === "Select" || plan.kind === "Filter" || plan.kind === "Aggregate") && isShared(plan.input, shared);
}

function reduced(join: Join, side: JoinSide): Join {
  const few = stored(join[otherSide(side)]);
  const [keys, fewKeys] = side === "left" ? [join.leftOn, join.rightOn] : [join.rightOn, join.leftOn];
  const many = withMatch(join[side], keyPairsOf(keys, fewKeys), semiJoinWith(few));
  return side === "left" ? { ...join, left: many, right: few } : { ...join, left: few, right: many };
}
