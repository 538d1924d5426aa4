// Where the order of rows matters.

import type { ExprNode } from "../expr/index.js";
import { inputsOf, type Join, type Plan } from "../plan/index.js";

/** The nodes the order of whose rows can be told from the result, by any of those that read them. */
export function seenNodes(plan: Plan): ReadonlySet<Plan> {
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
    // Both sides are sorted, and of rows with equal keys the last or the first is taken.
    case "AsofJoin":
      return true;
    default:
      return seen;
  }
}

const ordered: ReadonlySet<string> = new Set(["first", "last", "implode", "argMin", "argMax"]);

function dependsOnOrder(agg: ExprNode): boolean {
  const call = agg.kind === "Alias" ? agg.input : agg;
  return call.kind === "Call" && ordered.has(call.fn);
}
