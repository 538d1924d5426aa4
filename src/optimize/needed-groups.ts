// Rows that stay or go by what is said of their groups, and then join few others: groups without any row that does so are not needed.
//
//   (rows  SEMI JOIN  (FILTER n > 1 FROM AGGREGATE rows BY k) ON k)  JOIN  few ON s
//   →   the same, where `rows` are those of   rows  SEMI JOIN  (rows  SEMI JOIN  few ON s) ON k
//
// What was read for the rows and again for their groups is stored: those of the few groups.

import { canFail, columnsOf, type ExprNode, exprKey, named, substitute } from "../expr/index.js";
import { inputsOf, type Join, nodesOf, type Plan, type PlanOf, rewritePlanUp, schemaOf } from "../plan/index.js";
import { estimateRows } from "./estimate.js";
import { groupsOf, type KeyPair, type Match, semiJoinWith, stored, withMatch } from "./matching-rows.js";
import { conjuncts, filtered } from "./predicates.js";
import type { Rule } from "./rule.js";

/** When it pays. */
interface NeededGroupsLimits {
  /** Fewer rows are grouped before anything is known of them. */
  readonly manyRows: number;
  /** Share of the groups that have a row with a match, at most. */
  readonly share: number;
}

const LIMITS: NeededGroupsLimits = { manyRows: 100_000, share: 0.3 };

type Scan = PlanOf<"Scan">;
type Side = "left" | "right";

export const neededGroups: Rule = {
  name: "needed-groups",
  rewrite: (plan) => reduceGroups(plan, LIMITS),
};

export function reduceGroups(plan: Plan, limits: NeededGroupsLimits): Plan {
  return rewritePlanUp(plan, (node, original) => {
    if (node.kind !== "Join" || original.kind !== "Join" || node.nullsEqual === true) return node;
    const sides: readonly Side[] = node.how === "inner" ? ["left", "right"] : node.how === "semi" ? ["left"] : [];
    for (const side of sides) {
      const reduced = withNeededGroups(node, side, limits);
      if (reduced !== undefined && isOwn(original, side, plan)) return reduced;
    }
    return node;
  });
}

/** Whether nobody else in the plan reads what is computed for that side. */
function isOwn(join: Join, side: Side, plan: Plan): boolean {
  const others = new Set<Plan>();
  const visit = (node: Plan): void => {
    if (others.has(node)) return;
    others.add(node);
    for (const input of node === join ? [join[other(side)]] : inputsOf(node)) visit(input);
  };
  visit(plan);
  return !nodesOf(join[side]).some((node) => node.kind !== "Scan" && others.has(node));
}

const other = (side: Side): Side => (side === "left" ? "right" : "left");

function withNeededGroups(join: Join, side: Side, { manyRows, share }: NeededGroupsLimits): Join | undefined {
  const rows = groupedRows(join[side], join[`${side}On`]);
  if (rows === undefined) return undefined;
  const scans = nodesOf(rows.join).filter((node) => node.kind === "Scan" && node.source === rows.scan.source) as Scan[];
  const widest = scans.find(
    (scan) => scan.limit === undefined && scans.every((one) => one.limit === undefined && conditionsBeside(one, scan)),
  );
  if (scans.length < 2 || widest === undefined) return undefined;

  const few = stored(join[other(side)]);
  const matching = matchingRows(rows, few, join[`${other(side)}On`]);
  const [found, groups] = [estimateRows(matching), estimateRows(grouped(widest, rows.keys))];
  if (found === undefined || groups === undefined || (estimateRows(rows.groups.input) ?? 0) < manyRows || found > groups * share)
    return undefined;

  const semiJoin = semiJoinWith(matching);
  const columns = scans.flatMap((scan) => [...schemaOf(scan).keys(), ...columnsOf(...conditionsOf(scan))]);
  const needed = semiJoin(
    scanOf(widest, columns),
    rows.keys.map((key) => ({ key, fewKey: key })),
  );
  const match: Match = (plan, pairs) => {
    const scan = scans.find((one) => one === plan);
    const isByScan = pairs.length === rows.keys.length && pairs.every(({ key, fewKey }) => exprKey(key) === exprKey(fewKey));
    return scan !== undefined && isByScan ? partOf(needed, scan, widest) : semiJoin(plan, pairs);
  };
  const pairs = rows.join.leftOn.map((key, index): KeyPair => ({ key, fewKey: rows.keys[index] as ExprNode }));
  const reduced = withMatch(rows.join, pairs, match);
  const reducedSide = rewritePlanUp(join[side], (node, original) => (original === rows.join ? reduced : node));
  return side === "left" ? { ...join, left: reducedSide, right: few } : { ...join, left: few, right: reducedSide };
}

/** The rows of a scan, of which those stay whose group is one of some. */
interface GroupedRows {
  readonly scan: Scan;
  /** What the rows are looked up by among the few, of the scan's columns. */
  readonly on: readonly ExprNode[];
  /** The join that lets rows of some groups stay, what its left keys are in the scan, and all groups. */
  readonly join: Join;
  readonly keys: readonly ExprNode[];
  readonly groups: PlanOf<"Aggregate">;
}

/** What `plan` gives, when its rows come from a scan without others beside them. */
function groupedRows(plan: Plan, on: readonly ExprNode[], found?: Pick<GroupedRows, "join" | "keys" | "groups">): GroupedRows | undefined {
  switch (plan.kind) {
    case "Filter":
      return groupedRows(plan.input, on, found);
    case "Select": {
      const outputs = new Map(plan.exprs.map(named).map(({ name, expr }) => [name, expr]));
      const below = (exprs: readonly ExprNode[]): ExprNode[] => exprs.map((expr) => substitute(expr, outputs));
      return groupedRows(plan.input, below(on), found && { ...found, keys: below(found.keys) });
    }
    case "Join": {
      if (plan.how !== "semi" && plan.how !== "anti") return undefined;
      const groups = plan.how === "semi" && plan.nullsEqual !== true ? groupsOf(plan.right) : undefined;
      return groupedRows(plan.left, on, found ?? (groups && { join: plan, keys: plan.leftOn, groups }));
    }
    case "Scan": {
      const isPlain = found?.keys.every((key) => key.kind === "Column") && !on.some(canFail);
      return found !== undefined && isPlain && plan.limit === undefined ? { ...found, scan: plan, on } : undefined;
    }
    default:
      return undefined;
  }
}

const grouped = (input: Plan, keys: readonly ExprNode[]): Plan => ({ kind: "Aggregate", input, keys, aggs: [], maintainOrder: false });

/** The keys of the groups that have a row with a match among the few. */
function matchingRows({ scan, on, keys }: GroupedRows, few: Plan, fewOn: readonly ExprNode[]): Plan {
  const pairs = on.map((key, index): KeyPair => ({ key, fewKey: fewOn[index] as ExprNode }));
  return { kind: "Select", input: semiJoinWith(few)(scanOf(scan, [...columnsOf(...on, ...keys)]), pairs), exprs: keys };
}

function scanOf(scan: Scan, columns: readonly string[]): Scan {
  const { columns: _, ...all } = scan;
  return { ...all, columns: [...schemaOf(all).keys()].filter((name) => columns.includes(name)) };
}

const conditionsOf = ({ predicate }: Scan): readonly ExprNode[] => (predicate === undefined ? [] : conjuncts(predicate));

/** What `scan` leaves out of the rows of `wider`; undefined if it has others as well. */
function conditionsBeside(scan: Scan, wider: Scan): readonly ExprNode[] | undefined {
  const [conditions, others] = [conditionsOf(scan), new Set(conditionsOf(wider).map(exprKey))];
  const beside = conditions.filter((condition) => !others.has(exprKey(condition)));
  return conditions.length - beside.length === others.size ? beside : undefined;
}

/** The rows and columns of `scan` of those that were found by another one. */
function partOf(found: Plan, scan: Scan, wider: Scan): Plan {
  const exprs = [...schemaOf(scan).keys()].map(column);
  return { kind: "Select", input: filtered(found, conditionsBeside(scan, wider) ?? []), exprs };
}

const column = (name: string): ExprNode => ({ kind: "Column", name });
