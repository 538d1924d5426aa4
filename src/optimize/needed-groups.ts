// Rows that stay or go by what is said of their groups, and then join few others: groups without any row that does so are not needed.
//
//   (rows  SEMI JOIN  (FILTER n > 1 FROM AGGREGATE rows BY k) ON k)  JOIN  few ON s
//   →   the same, where `rows` are those of   rows  SEMI JOIN  (rows  SEMI JOIN  few ON s) ON k
//
// What was read for the rows and again for their groups is stored: those of the few groups.

import { canFail, columnsOf, type ExprNode, exprKey, named, sameExpr, substitute } from "../expr/index.js";
import { inputsOf, type Join, type JoinSide, nodesOf, otherSide, type Plan, type PlanOf, rewritePlanUp, schemaOf } from "../plan/index.js";
import { estimateRows } from "./estimate.js";
import { groupsOf, keyPairsOf, type Match, semiJoinWith, stored, withMatch } from "./matching-rows.js";
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

export const neededGroups: Rule = {
  name: "needed-groups",
  rewrite: (plan) => reduceGroups(plan, LIMITS),
};

export function reduceGroups(plan: Plan, limits: NeededGroupsLimits): Plan {
  return rewritePlanUp(plan, (node, original) => {
    if (node.kind !== "Join" || original.kind !== "Join" || node.nullsEqual === true) return node;
    const sides: readonly JoinSide[] = node.how === "inner" ? ["left", "right"] : node.how === "semi" ? ["left"] : [];
    for (const side of sides) {
      const reduced = withNeededGroups(node, side, limits);
      if (reduced !== undefined && isOwn(original, side, plan)) return reduced;
    }
    return node;
  });
}

/** Whether nobody else in the plan reads what is computed for that side. */
function isOwn(join: Join, side: JoinSide, plan: Plan): boolean {
  const others = new Set<Plan>();
  const visit = (node: Plan): void => {
    if (others.has(node)) return;
    others.add(node);
    for (const input of node === join ? [join[otherSide(side)]] : inputsOf(node)) visit(input);
  };
  visit(plan);
  return !nodesOf(join[side]).some((node) => node.kind !== "Scan" && others.has(node));
}

function withNeededGroups(join: Join, side: JoinSide, limits: NeededGroupsLimits): Join | undefined {
  const rows = groupedRows(join[side], join[`${side}On`]);
  if (rows === undefined) return undefined;
  const few = stored(join[otherSide(side)]);
  const matching = matchingKeys(rows, few, join[`${otherSide(side)}On`]);
  const needed = pays(rows, matching, limits) ? withGroupsOf(matching, rows) : undefined;
  if (needed === undefined) return undefined;
  const reduced = rewritePlanUp(join[side], (node, original) => (original === rows.join ? needed : node));
  return side === "left" ? { ...join, left: reduced, right: few } : { ...join, left: few, right: reduced };
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
      const rows = groupedRows(plan.left, on, found ?? (groups && { join: plan, keys: plan.leftOn, groups }));
      // Groups by other keys need rows that this join's groups don't.
      return rows !== undefined && nodesOf(plan.right).includes(rows.join) ? undefined : rows;
    }
    case "Scan": {
      const isPlain = found?.keys.every((key) => key.kind === "Column") && !on.some(canFail);
      return found !== undefined && isPlain && plan.limit === undefined ? { ...found, scan: plan, on } : undefined;
    }
    default:
      return undefined;
  }
}

/** The keys of the groups that have a row with a match among the few. */
function matchingKeys({ scan, on, keys }: GroupedRows, few: Plan, fewOn: readonly ExprNode[]): Plan {
  const matching = semiJoinWith(few)(scanOf(scan, columnsOf(...on, ...keys)), keyPairsOf(on, fewOn));
  return { kind: "Select", input: matching, exprs: keys };
}

/** Whether many rows are grouped, and few of all groups have a match. */
function pays({ scan, keys, groups }: GroupedRows, matching: Plan, { manyRows, share }: NeededGroupsLimits): boolean {
  const all = estimateRows({ kind: "Aggregate", input: { kind: "Scan", source: scan.source }, keys, aggs: [], maintainOrder: false });
  const [grouped, found] = [estimateRows(groups.input), estimateRows(matching)];
  return all !== undefined && grouped !== undefined && found !== undefined && grouped >= manyRows && found <= all * share;
}

/** The join of the rows over groups of these keys only. Undefined where it would take more reading than before. */
function withGroupsOf(matching: Plan, { scan, join, keys }: GroupedRows): Plan | undefined {
  const scansIn = (plan: Plan): readonly Scan[] =>
    nodesOf(plan).filter((node): node is Scan => node.kind === "Scan" && node.source === scan.source);
  const scans = scansIn(join);
  const widest = scans.find((wide) => scans.every((one) => one.limit === undefined && conditionsBeside(one, wide) !== undefined));
  if (scansIn(join.right).length === 0 || widest === undefined) return undefined;
  const semiJoin = semiJoinWith(matching);
  const columns = new Set(scans.flatMap((one) => [...schemaOf(one).keys(), ...columnsOf(...conditionsOf(one))]));
  const ofGroups = semiJoin(scanOf(widest, columns), keyPairsOf(keys, keys));
  const replaced = new Set<Plan>();
  const match: Match = (plan, pairs) => {
    const isSame = pairs.length === keys.length && pairs.every(({ key, fewKey }) => sameExpr(key, fewKey));
    const one = isSame ? scans.find((candidate) => candidate === plan) : undefined;
    if (one === undefined) return semiJoin(plan, pairs);
    replaced.add(one);
    return partOf(ofGroups, one, widest);
  };
  const needed = withMatch(join, keyPairsOf(join.leftOn, keys), match);
  return replaced.size === scans.length ? needed : undefined;
}

const scanOf = (scan: Scan, columns: ReadonlySet<string>): Scan => ({
  ...scan,
  columns: [...schemaOf({ kind: "Scan", source: scan.source }).keys()].filter((name) => columns.has(name)),
});

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
