// Which share of the rows may pass a predicate: by what the source knows of its columns, else by rules of thumb.

import { type ExprNode, isComparison } from "../expr/index.js";
import type { ColumnStatistics } from "../plan/index.js";
import { conjuncts } from "./predicates.js";

const EQUALITY_SELECTIVITY = 0.05;
const RANGE_SELECTIVITY = 0.4;
/** Text that starts with, ends with or contains other text. */
const TEXT_SELECTIVITY = 0.1;
const OTHER_SELECTIVITY = 0.5;
/** Even a range outside all values: they may have been sampled. */
const SHARE_MIN = 0.001;

export type StatisticsOf = (column: string) => ColumnStatistics | undefined;

const nothingKnown: StatisticsOf = () => undefined;

export function selectivity(predicate: ExprNode, statisticsOf: StatisticsOf = nothingKnown): number {
  const ranges = new Map<string, Range>();
  let share = 1;
  for (const part of conjuncts(predicate)) {
    const range = rangeOf(part, statisticsOf);
    if (range === undefined) share *= selectivityOfOne(part, statisticsOf);
    else ranges.set(range.column, narrower(ranges.get(range.column) ?? range, range));
  }
  for (const { low, high, min, max } of ranges.values()) share *= Math.min(1, Math.max(SHARE_MIN, (high - low) / (max - min)));
  return share;
}

function selectivityOfOne(predicate: ExprNode, statisticsOf: StatisticsOf): number {
  if (predicate.kind !== "Call") return OTHER_SELECTIVITY;
  const [first, second] = predicate.args;
  switch (predicate.fn) {
    case "eq":
      return equality(predicate, statisticsOf);
    case "neq":
      return 1 - equality(predicate, statisticsOf);
    case "isIn":
      return Math.min(OTHER_SELECTIVITY, equality(predicate, statisticsOf) * (second?.kind === "List" ? second.values.length : 1));
    case "not":
      return first === undefined ? OTHER_SELECTIVITY : 1 - selectivity(first, statisticsOf);
    case "or":
      return Math.min(
        1,
        predicate.args.reduce((share, arg) => share + selectivity(arg, statisticsOf), 0),
      );
    case "str.startsWith":
    case "str.endsWith":
    case "str.contains":
      return TEXT_SELECTIVITY;
    default:
      return isComparison(predicate.fn) ? RANGE_SELECTIVITY : OTHER_SELECTIVITY;
  }
}

/** One of the values there are. */
function equality({ args }: Extract<ExprNode, { kind: "Call" }>, statisticsOf: StatisticsOf): number {
  const column = args.find((arg) => arg.kind === "Column");
  const known = column && statisticsOf(column.name)?.distinctCount;
  return known === undefined ? EQUALITY_SELECTIVITY : 1 / Math.max(1, known);
}

/** Part of the range of a column. */
interface Range {
  readonly column: string;
  readonly low: number;
  readonly high: number;
  readonly min: number;
  readonly max: number;
}

/** Of a comparison of a column with a number, where the column's range is known. */
function rangeOf(predicate: ExprNode, statisticsOf: StatisticsOf): Range | undefined {
  if (predicate.kind !== "Call") return undefined;
  const [left, right] = predicate.args;
  if (left?.kind !== "Column" || right?.kind !== "Literal") return undefined;
  const value = typeof right.value === "number" || typeof right.value === "bigint" ? Number(right.value) : undefined;
  const { min, max } = statisticsOf(left.name) ?? {};
  if (value === undefined || min === undefined || max === undefined || !(min < max)) return undefined;
  switch (predicate.fn) {
    case "lt":
    case "ltEq":
      return { column: left.name, low: min, high: value, min, max };
    case "gt":
    case "gtEq":
      return { column: left.name, low: value, high: max, min, max };
    default:
      return undefined;
  }
}

const narrower = (one: Range, other: Range): Range => ({
  ...one,
  low: Math.max(one.low, other.low),
  high: Math.min(one.high, other.high),
});
