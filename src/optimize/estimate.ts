// How many rows a plan may give: from the row counts of sources and simple selectivities. Only good for comparing.

import { assertNever } from "../errors/index.js";
import { type ExprNode, named } from "../expr/index.js";
import { type Join, keyColumn, outputsOfJoin, type Plan, type PlanOf, schemaOf, unpivoted } from "../plan/index.js";
import { type StatisticsOf, selectivity } from "./selectivity.js";

/** Share of the rows that have a key of their own. */
const DISTINCT_SHARE = 0.1;
/** What an anti join keeps at least: some keys have no match, or nobody would ask. */
const UNMATCHED_SHARE_MIN = 0.1;

/** Nothing is known of the lengths of lists. */
const ELEMENTS_PER_LIST = 4;

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
      const rows = scaled(plan.source.rowCount, plan.predicate === undefined ? 1 : selectivity(plan.predicate, statisticsOf(plan)));
      return atMost(rows, plan.limit);
    }
    case "Filter":
      return scaled(estimateRows(plan.input), selectivity(plan.predicate));
    case "Select":
    case "WithColumns":
    case "Drop":
    case "Rename":
      return estimateRows(plan.input);
    case "Explode":
      return scaled(estimateRows(plan.input), ELEMENTS_PER_LIST);
    case "Unpivot":
      return scaled(estimateRows(plan.input), unpivoted(plan).length);
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
      return left === undefined || right === undefined ? undefined : joinedRows(plan, left, right);
    }
    case "AsofJoin":
      return estimateRows(plan.left);
    case "Union":
      return plan.inputs.map(estimateRows).reduce((sum, rows) => (sum === undefined || rows === undefined ? undefined : sum + rows), 0);
    default:
      return assertNever(plan, "plan node");
  }
}

const statisticsOf =
  ({ source }: PlanOf<"Scan">): StatisticsOf =>
  (column) =>
    source.statistics?.(column);

const scaled = (rows: number | undefined, share: number): number | undefined => rows && rows * share;
const atMost = (rows: number | undefined, limit: number | undefined): number | undefined =>
  limit === undefined ? rows : Math.min(rows ?? limit, limit);

function joinedRows(join: Join, left: number, right: number): number {
  const keys = Math.max(1, keyCount(join) ?? Math.min(left, right));
  const matched = Math.min(1, right / keys);
  switch (join.how) {
    case "inner":
      return (left * right) / keys;
    case "left":
      return Math.max(left, (left * right) / keys);
    case "right":
      return Math.max(right, (left * right) / keys);
    case "full":
      return Math.max(left, right, (left * right) / keys);
    case "semi":
      return left * matched;
    case "anti":
      return left * Math.max(1 - matched, UNMATCHED_SHARE_MIN);
    case "cross":
      return left * right;
  }
}

/** The share of the keys that `rows` rows of one side have. */
export function keyShare(join: Join, rows: number): number {
  return Math.min(1, rows / (keyCount(join) ?? rows));
}

/**
 * How many different keys there may be on both sides together: mostly a key of one table, and references to it from another,
 * so the side with fewer says how many. Several keys are no more than the rows of the largest table they come from.
 */
function keyCount(join: Join): number | undefined {
  let product = 1;
  let most = 0;
  for (const [index, key] of join.leftOn.entries()) {
    const [left, right] = [originOf(join.left, key), originOf(join.right, join.rightOn[index] as ExprNode)];
    if (left === undefined || right === undefined) return undefined;
    product *= Math.min(left.distinct, right.distinct);
    most = Math.max(most, left.rows, right.rows);
  }
  return Math.min(product, most);
}

/** Where a key comes from: rows before any filter, and how many different values they have at most. */
interface Origin {
  readonly rows: number;
  readonly distinct: number;
}

function originOf(plan: Plan, key: ExprNode): Origin | undefined {
  const name = keyColumn(key);
  if (name === undefined) return computed(plan);
  switch (plan.kind) {
    case "Scan": {
      const rows = plan.source.rowCount;
      return rows === undefined ? undefined : { rows, distinct: Math.min(rows, rangeSize(plan, name)) };
    }
    case "Filter":
    case "Sort":
    case "Slice":
    case "Unique":
      return originOf(plan.input, key);
    case "Select":
      return originOfOutput(plan, plan.input, plan.exprs, name);
    case "Aggregate": {
      const origin = originOfOutput(plan, plan.input, plan.keys, name);
      const groups = estimateRows(plan);
      return origin && groups !== undefined && plan.keys.length === 1 ? { ...origin, distinct: Math.min(origin.distinct, groups) } : origin;
    }
    case "Join": {
      const column = outputsOfJoin(plan).find((output) => output.name === name);
      return column && originOf(plan[column.side], { kind: "Column", name: column.column });
    }
    default:
      return computed(plan);
  }
}

/** The key as one of `outputs`, which are computed from `input`. */
function originOfOutput(plan: Plan, input: Plan, outputs: readonly ExprNode[], name: string): Origin | undefined {
  const output = outputs.map(named).find((candidate) => candidate.name === name)?.expr;
  return output === undefined || keyColumn(output) === undefined ? computed(plan) : originOf(input, output);
}

function computed(plan: Plan): Origin | undefined {
  const rows = estimateRows(plan);
  return rows === undefined ? undefined : { rows, distinct: rows };
}

/** How many integers there are from the least to the greatest value. */
function rangeSize(plan: PlanOf<"Scan">, column: string): number {
  const { min, max } = plan.source.statistics?.(column) ?? {};
  const isFloat = schemaOf(plan).get(column)?.kind.startsWith("Float") !== false;
  return isFloat || min === undefined || max === undefined ? Number.POSITIVE_INFINITY : max - min + 1;
}
