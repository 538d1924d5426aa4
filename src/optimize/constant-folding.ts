// Computes what has literals only, as the kernels would:
//
//   x > 24 * 60   →   x > 1440

import { rewriteUp } from "../expr/index.js";
import { mapExprs, rewritePlanUp } from "../plan/index.js";
import { fold } from "./fold.js";
import type { Rule } from "./rule.js";

export const constantFolding: Rule = {
  name: "constant-folding",
  rewrite: (plan) => rewritePlanUp(plan, (node) => mapExprs(node, (expr) => rewriteUp(expr, fold))),
};
