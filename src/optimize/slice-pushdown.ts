// Moves limits towards the sources, which then read no more than is needed.
//
//   SLICE[0, 5] FROM SELECT […] FROM SCAN   →   SELECT […] FROM SCAN LIMIT: 5

import { type Plan, type PlanOf, rewritePlanDown } from "../plan/index.js";
import type { Rule } from "./rule.js";

export const slicePushdown: Rule = {
  name: "slice-pushdown",
  rewrite: (plan) => rewritePlanDown(plan, (node) => (node.kind === "Slice" ? pushSlice(node) : node)),
};

function pushSlice(slice: PlanOf<"Slice">): Plan {
  const { input, offset, length } = slice;
  if (input.kind === "Select") return { ...input, input: pushSlice({ ...slice, input: input.input }) };
  if (offset < 0 || length === undefined) return slice;
  const rows = offset + length;
  switch (input.kind) {
    case "Slice": {
      if (input.offset < 0) return slice;
      const left = input.length === undefined ? length : Math.max(0, Math.min(length, input.length - offset));
      return pushSlice({ ...slice, input: input.input, offset: input.offset + offset, length: left });
    }
    case "Scan": {
      const scan: Plan = { ...input, limit: Math.min(rows, input.limit ?? rows) };
      return offset === 0 ? scan : { ...slice, input: scan };
    }
    case "Union":
      return { ...slice, input: { ...input, inputs: input.inputs.map((each) => firstRows(each, rows)) } };
    // Each row gives at least one.
    case "Explode":
      return { ...slice, input: { ...input, input: firstRows(input.input, rows) } };
    // Each row of the left side gives at least one.
    case "Join":
      return input.how === "left" ? { ...slice, input: { ...input, left: firstRows(input.left, rows) } } : slice;
    default:
      return slice;
  }
}

const isAtMost = (plan: Plan, rows: number): boolean =>
  (plan.kind === "Slice" && plan.length !== undefined && plan.length <= rows) ||
  (plan.kind === "Sort" && plan.limit !== undefined && plan.limit <= rows);

const firstRows = (plan: Plan, rows: number): Plan =>
  isAtMost(plan, rows) ? plan : { kind: "Slice", input: plan, offset: 0, length: rows };
