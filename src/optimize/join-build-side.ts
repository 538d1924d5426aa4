// The hash table of an inner join is built from the smaller side. The result has the order of the side that probes, so the
// left side builds only where nobody above can see the order of its rows.

import type { ExprNode } from "../expr/index.js";
import { type Join, mapInputs, type Plan } from "../plan/index.js";
import { estimateRows } from "./estimate.js";
import type { Rule } from "./rule.js";

export const joinBuildSide: Rule = {
  name: "join-build-side",
  rewrite(plan) {
    const done = { seen: new Map<Plan, Plan>(), unseen: new Map<Plan, Plan>() };
    const visit = (node: Plan, seen: boolean): Plan => {
      const results = seen ? done.seen : done.unseen;
      const result = results.get(node) ?? chosen(mapSides(node, seen, visit), seen);
      results.set(node, result);
      return result;
    };
    return visit(plan, true);
  },
};

/** `seen`: whether the order of the node's rows can be told from the result. */
type Visit = (node: Plan, seen: boolean) => Plan;

function mapSides(plan: Plan, seen: boolean, visit: Visit): Plan {
  if (plan.kind !== "Join") return mapInputs(plan, (input) => visit(input, inputSeen(plan, seen)));
  const left = visit(plan.left, seen);
  const right = visit(plan.right, seen && plan.how !== "semi" && plan.how !== "anti");
  return left === plan.left && right === plan.right ? plan : { ...plan, left, right };
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
  const side = !seen && left !== undefined && right !== undefined && left < right ? "left" : "right";
  return plan.buildSide === side ? plan : { ...plan, buildSide: side };
}
