// Predicates above a join: those that read one side only go there, and what is asked of a key of the left side is asked of
// the right side's key as well, since only equal keys meet. Of alternatives over both sides each side gets its part.

import { call, type ExprNode, isComparison, someNode, substitute } from "../expr/index.js";
import { type Join, type JoinHow, type JoinSide, type Plan, schemaOf } from "../plan/index.js";
import type { Schema } from "../types/index.js";
import { allOf, conjuncts, filtered, type Push, partition, reads } from "./predicates.js";

/** The sides whose rows may be filtered before the join. A row of the other side of a left join would get nulls instead. */
const filterable: Readonly<Record<JoinHow, readonly JoinSide[]>> = {
  inner: ["left", "right"],
  cross: ["left", "right"],
  left: ["left"],
  right: ["right"],
  semi: ["left"],
  anti: ["left"],
  full: [],
};

export function pushIntoJoin(join: Join, predicates: readonly ExprNode[], push: Push): Plan {
  const sides = filterable[join.how];
  const left = schemaOf(join.left);
  // A name that both sides have is the left one's: the right one's column is a key that is left out.
  const right = new Map([...schemaOf(join.right)].filter(([name]) => !left.has(name)));
  const [ofLeft, others] = partition(predicates, (predicate) => sides.includes("left") && reads(predicate, left));
  const [ofRight, above] = partition(others, (predicate) => sides.includes("right") && reads(predicate, right));
  const keys = keyPairs(join);
  const ofKeys = sides.includes("left") ? ofLeft.filter((predicate) => reads(predicate, keys) && treatsEqualsAlike(predicate)) : [];
  const onRight = [...ofRight, ...ofKeys.map((predicate) => substitute(predicate, keys))];
  if (sides.includes("left")) ofLeft.push(...above.flatMap((predicate) => impliedOn(predicate, left)));
  if (sides.includes("right")) onRight.push(...above.flatMap((predicate) => impliedOn(predicate, right)));
  return filtered({ ...join, left: push(join.left, ofLeft), right: push(join.right, onRight) }, above);
}

/**
 * What a predicate over both sides says of one: of alternatives of which each says something of it, one must be true.
 *
 *   a == 1 and b > 2 or a == 3 and b < 1   →   a == 1 or a == 3
 */
function impliedOn(predicate: ExprNode, side: Schema): ExprNode[] {
  const parts = alternatives(predicate).map((alternative) => allOf(conjuncts(alternative).filter((part) => reads(part, side))));
  if (parts.length < 2 || parts.includes(undefined)) return [];
  return [(parts as ExprNode[]).reduce((left, right) => call("or", left, right))];
}

function alternatives(predicate: ExprNode): readonly ExprNode[] {
  return predicate.kind === "Call" && predicate.fn === "or" ? predicate.args.flatMap(alternatives) : [predicate];
}

/** Columns of the left side that are keys, and the right side's columns that they meet. */
function keyPairs(join: Join): ReadonlyMap<string, ExprNode> {
  const pairs = new Map<string, ExprNode>();
  for (const [index, key] of join.leftOn.entries()) {
    const other = join.rightOn[index];
    if (key.kind === "Column" && other?.kind === "Column") pairs.set(key.name, other);
  }
  return pairs;
}

const logic = new Set(["and", "or", "xor", "not", "isNull", "isNotNull", "isIn"]);

/** Whether keys that are equal without being the same (0 and -0) give the same answer. */
function treatsEqualsAlike(predicate: ExprNode): boolean {
  return !someNode(
    predicate,
    (node) => node.kind === "Cast" || node.kind === "When" || (node.kind === "Call" && !logic.has(node.fn) && !isComparison(node.fn)),
  );
}
