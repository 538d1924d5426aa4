// A join whose keys come from one side of the join below it is made on that side, where that has fewer rows.
//
//   (orders JOIN lineitem) JOIN nation ON o_nation   →   (orders JOIN nation ON o_nation) JOIN lineitem
//
// Rows come in the same order, except where a row of the left side may have several matches: then only where nobody can tell.

import { canFail, columnsOf, type ExprNode } from "../expr/index.js";
import { coalescedKeys, type Join, type JoinSide, type Plan, repeatedSubplans, rewritePlanUp, schemaOf } from "../plan/index.js";
import { estimateRows } from "./estimate.js";
import { seenNodes } from "./row-order.js";
import type { Rule } from "./rule.js";

/** Estimates are rough: it must be so much fewer rows. */
const SHARE_MAX = 0.8;

export const joinAssociation: Rule = {
  name: "join-association",
  rewrite: (plan) => associateJoins(plan, SHARE_MAX),
};

export function associateJoins(plan: Plan, shareMax: number): Plan {
  const seen = seenNodes(plan);
  const shared = repeatedSubplans(plan);
  return rewritePlanUp(plan, (node, original) => {
    if (node.kind !== "Join" || (node.how !== "inner" && node.how !== "semi" && node.how !== "anti") || node.nullsEqual) return node;
    // Further down there are rows that the join below leaves out.
    if (node.leftOn.some(canFail)) return node;
    const mayTurn = node.how !== "inner" || !seen.has(original);
    const rows = estimateRows(node.left);
    const placed = placedBelow(node, { mayTurn, isShared: (candidate) => shared.has(candidate) });
    if (rows === undefined || placed === undefined || placed.rows > rows * shareMax) return node;
    return inOrder(placed.plan, [...schemaOf(node).keys()]);
  });
}

interface Conditions {
  /** Whether the order of the rows may change. */
  readonly mayTurn: boolean;
  isShared(plan: Plan): boolean;
}

interface Placed {
  readonly plan: Plan;
  /** Of the left side of the join in its place. */
  readonly rows: number;
}

/** The join on one side of the join that is its left side, or further down. Columns may come in another order. */
function placedBelow(join: Join, conditions: Conditions): Placed | undefined {
  const { left: below } = join;
  if (below.kind !== "Join" || below.how !== "inner" || below.nullsEqual || conditions.isShared(below)) return undefined;
  const side = sideOf(below, join.leftOn);
  if (side === undefined || (side === "left" && !conditions.mayTurn)) return undefined;
  const input = below[side];
  if (conditions.isShared(input)) return undefined;
  const moved: Join = { ...join, left: input };
  if (outputsOf(join).some((name) => schemaOf(input).has(name))) return undefined;
  const placed = best(placedHere(moved), placedBelow(moved, conditions));
  return placed && { ...placed, plan: { ...below, [side]: placed.plan } };
}

/** Not where rows would become more. */
function placedHere(join: Join): Placed | undefined {
  const [rows, joined] = [estimateRows(join.left), estimateRows(join)];
  return rows === undefined || joined === undefined || joined > rows ? undefined : { plan: join, rows };
}

function best(one: Placed | undefined, other: Placed | undefined): Placed | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.rows < one.rows ? other : one;
}

/** The side that all columns of the keys come from. */
function sideOf(join: Join, keys: readonly ExprNode[]): JoinSide | undefined {
  const names = [...columnsOf(...keys)];
  const left = schemaOf(join.left);
  if (names.every((name) => left.has(name))) return "left";
  return names.some((name) => left.has(name)) ? undefined : "right";
}

/** What the join adds to its left side. */
function outputsOf(join: Join): readonly string[] {
  if (join.how !== "inner") return [];
  const coalesced = new Set(coalescedKeys(join));
  return [...schemaOf(join.right).keys()].filter((name) => !coalesced.has(name));
}

function inOrder(plan: Plan, names: readonly string[]): Plan {
  const found = [...schemaOf(plan).keys()];
  if (names.every((name, index) => name === found[index])) return plan;
  return { kind: "Select", input: plan, exprs: names.map((name) => ({ kind: "Column", name })) };
}
