// Which share of the rows may pass a predicate: rules of thumb, since nothing is known of the values.

import { type ExprNode, isComparison } from "../expr/index.js";
import { conjuncts } from "./predicates.js";

const EQUALITY_SELECTIVITY = 0.05;
const RANGE_SELECTIVITY = 0.4;
/** Text that starts with, ends with or contains other text. */
const TEXT_SELECTIVITY = 0.1;
const OTHER_SELECTIVITY = 0.5;

export function selectivity(predicate: ExprNode): number {
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
    case "str.startsWith":
    case "str.endsWith":
    case "str.contains":
      return TEXT_SELECTIVITY;
    default:
      return isComparison(predicate.fn) ? RANGE_SELECTIVITY : OTHER_SELECTIVITY;
  }
}
