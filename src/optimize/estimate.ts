// How many rows a plan may give: from the row counts of sources and simple selectivities. Only good for comparing.

import { assertNever } from "../errors/index.js";
import { type ExprNode, named } from "../expr/index.js";
import { type Join, joinColumns, keyColumn, type Plan, schemaOf } from "../plan/index.js";
import { selectivity } from "./selectivity.js";

/** Share of the rows that have a key of their own. */
const DISTINCT_SHARE = 0.1;
/** What an anti join keeps at least: some keys have no match, or nobody would ask. */
const UNMATCHED_SHARE_MIN = 0.1;

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
      return left === undefined || right === undefined ? undefined : joinedRows(plan, left, right);
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

function joinedRows(join: Join, left: number, right: number): number {
  const keys = Math.max(1, keyCount(join) ?? Math.min(left, right));
  const matched = Math.min(1, right / keys);
  switch (join.how) {
    case "inner":
      return (left * right) / keys;
    case "left":
      return Math.max(left, (left * right) / keys);
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
 * so the smaller of the tables says how many. Several keys are no more than the rows of the largest table they come from.
 */
function keyCount(join: Join): number | undefined {
  let product = 1;
  let most = 0;
  for (const [index, key] of join.leftOn.entries()) {
    const [left, right] = [originRows(join.left, key), originRows(join.right, join.rightOn[index] as ExprNode)];
    if (left === undefined || right === undefined) return undefined;
    product *= Math.min(left, right);
    most = Math.max(most, left, right);
  }
  return Math.min(product, most);
}

/** Rows of the source that a key comes from, before any filter. */
function originRows(plan: Plan, key: ExprNode): number | undefined {
  const name = keyColumn(key);
  if (name === undefined) return estimateRows(plan);
  switch (plan.kind) {
    case "Scan":
      return plan.source.rowCount;
    case "Filter":
    case "Sort":
    case "Slice":
    case "Unique":
      return originRows(plan.input, key);
    case "Select":
      return originOf(plan, plan.input, plan.exprs, name);
    case "Aggregate":
      return originOf(plan, plan.input, plan.keys, name);
    case "Join": {
      const column = joinColumns(plan, schemaOf(plan.left), schemaOf(plan.right)).find((output) => output.name === name);
      return column && originRows(plan[column.side], { kind: "Column", name: column.column });
    }
    default:
      return estimateRows(plan);
  }
}

/** The key as one of `outputs`, which are computed from `input`. */
function originOf(plan: Plan, input: Plan, outputs: readonly ExprNode[], name: string): number | undefined {
  const output = outputs.map(named).find((candidate) => candidate.name === name)?.expr;
  return output === undefined || keyColumn(output) === undefined ? estimateRows(plan) : originRows(input, output);
}
