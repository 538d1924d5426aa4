// How many rows a plan may give: from the row counts of sources and simple selectivities. Only good for comparing.

import { assertNever } from "../errors/index.js";
import { type ExprNode, isComparison } from "../expr/index.js";
import type { Plan } from "../plan/index.js";
import { conjuncts } from "./predicates.js";

const EQUALITY_SELECTIVITY = 0.05;
const RANGE_SELECTIVITY = 0.4;
const OTHER_SELECTIVITY = 0.5;
/** Share of the rows that have a key of their own. */
const DISTINCT_SHARE = 0.1;

const estimates = new WeakMap<Plan, { readonly rows: number | undefined }>();

/** Undefined where a source does not know its own size. Sources must be open. */
export function estimateRows(plan: Plan): number | undefined {
  const known = estimates.get(plan) ?? { rows: estimate(plan) };
  estimates.set(plan, known);
  return known.rows;
}

function estimate(plan: Plan): number | undefined {
  switch (plan.kind) {
    case "Scan": {
      const rows = scaled(plan.source.rowCount, plan.predicate === undefined ? 1 : selectivity(plan.predicate));
      return atMost(rows, plan.limit);
    }
    case "Filter":
      return scaled(estimateRows(plan.input), selectivity(plan.predicate));
    case "Select":
    case "WithColumns":
    case "Drop":
    case "Rename":
      return estimateRows(plan.input);
    case "Aggregate":
      return plan.keys.length === 0 ? 1 : scaled(estimateRows(plan.input), DISTINCT_SHARE);
    case "Unique":
      return scaled(estimateRows(plan.input), DISTINCT_SHARE);
    case "Sort":
      return atMost(estimateRows(plan.input), plan.limit);
    case "Slice":
      return atMost(estimateRows(plan.input), plan.length);
    case "Join": {
      const [left, right] = [estimateRows(plan.left), estimateRows(plan.right)];
      if (left === undefined || right === undefined) return undefined;
      if (plan.how === "cross") return left * right;
      if (plan.how === "semi" || plan.how === "anti") return left * OTHER_SELECTIVITY;
      // Mostly a key on one side, and references to it on the other.
      return Math.max(left, right);
    }
    case "Union":
      return plan.inputs.map(estimateRows).reduce((sum, rows) => (sum === undefined || rows === undefined ? undefined : sum + rows), 0);
    default:
      return assertNever(plan, "plan node");
  }
}

const scaled = (rows: number | undefined, share: number): number | undefined => rows && rows * share;
const atMost = (rows: number | undefined, limit: number | undefined): number | undefined =>
  limit === undefined ? rows : Math.min(rows ?? limit, limit);

function selectivity(predicate: ExprNode): number {
  return conjuncts(predicate).reduce((share, part) => share * selectivityOfOne(part), 1);
}

function selectivityOfOne(predicate: ExprNode): number {
  if (predicate.kind !== "Call") return OTHER_SELECTIVITY;
  const [first, second] = predicate.args;
  switch (predicate.fn) {
    case "eq":
      return EQUALITY_SELECTIVITY;
    case "neq":
      return 1 - EQUALITY_SELECTIVITY;
    case "isIn":
      return Math.min(OTHER_SELECTIVITY, EQUALITY_SELECTIVITY * (second?.kind === "List" ? second.values.length : 1));
    case "not":
      return first === undefined ? OTHER_SELECTIVITY : 1 - selectivity(first);
    case "or":
      return Math.min(
        1,
        predicate.args.reduce((share, arg) => share + selectivity(arg), 0),
      );
    default:
      return isComparison(predicate.fn) ? RANGE_SELECTIVITY : OTHER_SELECTIVITY;
  }
}
