// The hash table of an inner join is built from the side that costs less: mostly the smaller. The result has the order of the side that probes, so the
// left side builds only where nobody above can see the order of its rows.

import type { ExprNode } from "../expr/index.js";
import { inputsOf, type Join, type Plan, rewritePlanUp, schemaOf } from "../plan/index.js";
import { estimateRows } from "./estimate.js";
import type { Rule } from "./rule.js";

export const joinBuildSide: Rule = {
  name: "join-build-side",
  rewrite(plan) {
    const seen = seenNodes(plan);
    return rewritePlanUp(plan, (node, original) => chosen(node, seen.has(original)));
  },
};

/** The nodes the order of whose rows can be told from the result, by any of those that read them. */
function seenNodes(plan: Plan): ReadonlySet<Plan> {
  const visited = new Set<Plan>();
  const seen = new Set<Plan>();
  const visit = (node: Plan, isSeen: boolean): void => {
    if (seen.has(node) || (visited.has(node) && !isSeen)) return;
    visited.add(node);
    if (isSeen) seen.add(node);
    if (node.kind !== "Join") {
      for (const input of inputsOf(node)) visit(input, inputSeen(node, isSeen));
      return;
    }
    visit(node.left, isSeen);
    visit(node.right, isSeen && node.how !== "semi" && node.how !== "anti");
  };
  visit(plan, true);
  return seen;
}

function inputSeen(plan: Exclude<Plan, Join>, seen: boolean): boolean {
  switch (plan.kind) {
    // Rows with equal keys keep their order, and a limit takes the first of them.
    case "Sort":
      return seen || plan.limit !== undefined;
    case "Aggregate":
      return plan.maintainOrder || plan.aggs.some(dependsOnOrder);
    case "Unique":
      return plan.maintainOrder || plan.keep === "first" || plan.keep === "last";
    // Which rows a slice takes depends on their order.
    case "Slice":
      return true;
    default:
      return seen;
  }
}

function dependsOnOrder(agg: ExprNode): boolean {
  const call = agg.kind === "Alias" ? agg.input : agg;
  return call.kind === "Call" && (call.fn === "first" || call.fn === "last");
}

function chosen(plan: Plan, seen: boolean): Plan {
  if (plan.kind !== "Join" || plan.how !== "inner") return plan;
  const [left, right] = [estimateRows(plan.left), estimateRows(plan.right)];
  const buildsLeft = !seen && left !== undefined && right !== undefined && cost(plan.left, left, right) < cost(plan.right, right, left);
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
