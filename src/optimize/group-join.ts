// Groups of a left join's rows that are just its left rows, when those differ in their keys, with aggregates of the right rows beside them:
//
//   AGGREGATE [count(o), sum(v)] BY [k, name] FROM (LEFT few  JOIN  many ON k)
//
// Then the left rows are the groups, the right rows are aggregated where they are found in the table of the left side, and no row is joined.

import { columnsOf, named, plainColumn } from "../expr/index.js";
import { type Join, joinColumns, keyColumn, type PlanOf, schemaOf } from "../plan/index.js";
import { type ColumnType, physicalOf } from "../types/index.js";
import { estimateRows } from "./estimate.js";

/** An aggregate of a column of the right side. */
interface RightAggregate {
  readonly name: string;
  readonly fn: GroupJoinAggregate;
  readonly column: string;
}

const AGGREGATES = ["count", "sum", "mean", "min", "max"] as const;
/** Of no rows they give what they give of a null. */
type GroupJoinAggregate = (typeof AGGREGATES)[number];

export interface GroupJoin {
  readonly join: Join;
  readonly aggregates: readonly RightAggregate[];
}

/** Whether its left rows' keys differ is known when it runs. */
export function groupJoinOf(plan: PlanOf<"Aggregate">): GroupJoin | undefined {
  const join = plan.input;
  if (join.kind !== "Join" || join.how !== "left" || join.nullsEqual === true) return undefined;
  const [left, right] = [estimateRows(join.left), estimateRows(join.right)];
  if (left === undefined || right === undefined || left > right) return undefined;
  const columns = new Map(joinColumns(join, schemaOf(join.left), schemaOf(join.right)).map((column) => [column.name, column]));
  if ([...columnsOf(...plan.keys)].some((name) => columns.get(name)?.side !== "left")) return undefined;
  // Rows that differ in what is made of a key differ in the key.
  const keys = new Set(plan.keys.map((key) => plainColumn(named(key).expr)));
  if (!join.leftOn.map(keyColumn).every((key) => key !== undefined && keys.has(key))) return undefined;
  const rightSchema = schemaOf(join.right);
  const aggregates = plan.aggs.flatMap((agg): RightAggregate[] => {
    const { name, expr } = named(agg);
    const [argument] = expr.kind === "Call" ? expr.args : [];
    const origin = argument === undefined ? undefined : columns.get(plainColumn(argument) ?? "");
    if (expr.kind !== "Call" || origin?.side !== "right") return [];
    const fn = AGGREGATES.find((known) => known === expr.fn);
    const dtype = rightSchema.get(origin.column);
    if (fn === undefined || dtype === undefined || (fn !== "count" && !isNumber(dtype.kind))) return [];
    return [{ name, fn, column: origin.column }];
  });
  return aggregates.length === plan.aggs.length ? { join, aggregates } : undefined;
}

const isNumber = (kind: ColumnType["kind"]): boolean => !["bool", "view", "codes", "list"].includes(physicalOf[kind]);
