// The first rows of a sort need not sort the others:
//
//   SLICE[0, 10] FROM SORT BY [x]   →   SORT BY [x] LIMIT 10

import { type Plan, rewritePlanUp } from "../plan/index.js";
import type { Rule } from "./rule.js";

export const topK: Rule = {
  name: "top-k",
  rewrite: (plan) => rewritePlanUp(plan, limited),
};

function limited(plan: Plan): Plan {
  if (plan.kind !== "Slice" || plan.offset < 0 || plan.length === undefined || plan.length === 0) return plan;
  const { input, offset, length } = plan;
  const rows = offset + length;
  // A slice stands above selections that don't change which rows come first.
  if (input.kind === "Select") {
    const below = limited({ ...plan, input: input.input });
    return below.kind === "Slice" && below.input === input.input ? plan : { ...input, input: below };
  }
  if (input.kind !== "Sort") return plan;
  const limit = Math.min(rows, input.limit ?? rows);
  if (limit === input.limit && offset > 0) return plan;
  const sort: Plan = { ...input, limit };
  return offset === 0 ? sort : { ...plan, input: sort };
}
