// Leaves out nodes that change nothing, and lets filters that keep nothing read nothing:
//
//   FILTER true, SLICE[0, all], SELECT of all columns in their order   →   their input
//   FILTER false                                                       →   SLICE[0, 0]

import { type Plan, rewritePlanUp, schemaOf } from "../plan/index.js";
import type { Rule } from "./rule.js";

export const eliminateNoOps: Rule = {
  name: "eliminate-no-ops",
  rewrite: (plan) => rewritePlanUp(plan, simpler),
};

function simpler(plan: Plan): Plan {
  switch (plan.kind) {
    case "Filter": {
      if (plan.predicate.kind !== "Literal") return plan;
      return plan.predicate.value === true ? plan.input : { kind: "Slice", input: plan.input, offset: 0, length: 0 };
    }
    case "Select": {
      const names = [...schemaOf(plan.input).keys()];
      const same =
        names.length === plan.exprs.length && plan.exprs.every((expr, index) => expr.kind === "Column" && expr.name === names[index]);
      return same ? plan.input : plan;
    }
    case "Slice":
      return plan.offset === 0 && plan.length === undefined ? plan.input : plan;
    default:
      return plan;
  }
}
