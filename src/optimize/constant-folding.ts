// Computes what has literals only, as the kernels would:
//
//   x > 24 * 60   →   x > 1440

import { rewriterUp } from "../expr/index.js";
import { mapExprs, rewritePlanUp } from "../plan/index.js";
import { fold } from "./fold.js";
import type { Rule } from "./rule.js";

const folded = rewriterUp(fold);

export const constantFolding: Rule = {
  name: "constant-folding",
  rewrite: (plan) => rewritePlanUp(plan, (node) => mapExprs(node, folded)),
};
