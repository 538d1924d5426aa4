// The table of a join is built from the side that costs less: mostly the smaller. An inner join's result has the order of the side that
// probes, so the left side builds only where nobody above can see the order of its rows. Semi and anti joins keep it either way.

import { type Plan, rewritePlanUp, schemaOf } from "../plan/index.js";
import { estimateRows } from "./estimate.js";
import { seenNodes } from "./row-order.js";
import type { Rule } from "./rule.js";

export const joinBuildSide: Rule = {
  name: "join-build-side",
  rewrite(plan) {
    const seen = seenNodes(plan);
    return rewritePlanUp(plan, (node, original) => chosen(node, seen.has(original)));
  },
};

function chosen(plan: Plan, seen: boolean): Plan {
  if (plan.kind !== "Join") return plan;
  const membership = plan.how === "semi" || plan.how === "anti";
  if (plan.how !== "inner" && !membership) return plan;
  const [left, right] = [estimateRows(plan.left), estimateRows(plan.right)];
  const buildsLeft =
    (membership || !seen) && left !== undefined && right !== undefined && cost(plan.left, left, right) < cost(plan.right, right, left);
  const side = buildsLeft ? "left" : "right";
  return plan.buildSide === side ? plan : { ...plan, buildSide: side };
}

/** What it takes to store a row of the build side and put it into the table, where looking one up is 1. */
const BUILD_COST = 3;
const FIXED_COST = 0.5;
const STRING_COST = 4;

function cost(build: Plan, buildRows: number, probeRows: number): number {
  const types = [...schemaOf(build).values()];
  const width = types.reduce((sum, dtype) => sum + (dtype.kind === "Utf8" ? STRING_COST : FIXED_COST), 0);
  return buildRows * (BUILD_COST + width) + probeRows;
}
