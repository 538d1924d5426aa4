// Whether rows of a row group can pass a predicate, judged by statistics alone. In doubt they can.

import type { ExprNode, LiteralValue } from "../../expr/index.js";
import { type ColumnType, sameType } from "../../types/index.js";
import type { Statistics, StatisticsValue } from "./statistics.js";

/** What is known of a column in a row group. */
export interface ColumnFacts {
  readonly dtype: ColumnType;
  readonly rows: number;
  readonly statistics: Statistics;
}

export type FactsOf = (column: string) => ColumnFacts | undefined;

/** False when `predicate` is true for no row. */
export function canBeTrue(predicate: ExprNode, factsOf: FactsOf): boolean {
  if (predicate.kind === "Literal") return predicate.value !== false && predicate.value !== null;
  if (predicate.kind !== "Call") return true;
  const [left, right, last] = predicate.args;
  switch (predicate.fn) {
    case "and":
      return canBeTrue(left!, factsOf) && canBeTrue(right!, factsOf);
    case "or":
      return canBeTrue(left!, factsOf) || canBeTrue(right!, factsOf);
    case "isNull":
      return left?.kind !== "Column" || factsOf(left.name)?.statistics.nullCount !== 0;
    case "isNotNull":
      return left?.kind !== "Column" || !isAllNull(factsOf(left.name));
    case "isIn":
      return right?.kind !== "List" || right.values.some((value) => canCompare("eq", left!, literal(value, right.dtype), factsOf));
    case "isBetween": {
      const closed = predicate.options[0];
      return (
        canCompare(closed === "right" || closed === "none" ? "gt" : "gtEq", left!, right!, factsOf) &&
        canCompare(closed === "left" || closed === "none" ? "lt" : "ltEq", left!, last!, factsOf)
      );
    }
    default:
      return isComparison(predicate.fn) ? canCompare(predicate.fn, left!, right!, factsOf) : true;
  }
}

type Comparison = "eq" | "neq" | "lt" | "ltEq" | "gt" | "gtEq";

const flipped: Readonly<Record<Comparison, Comparison>> = { eq: "eq", neq: "neq", lt: "gt", ltEq: "gtEq", gt: "lt", gtEq: "ltEq" };
const isComparison = (name: string): name is Comparison => Object.hasOwn(flipped, name);

function literal(value: LiteralValue, dtype: ColumnType | undefined): ExprNode {
  return dtype === undefined ? { kind: "Literal", value } : { kind: "Literal", value, dtype };
}

function canCompare(comparison: Comparison, left: ExprNode, right: ExprNode, factsOf: FactsOf): boolean {
  if (left.kind === "Literal" && right.kind === "Column") return canCompare(flipped[comparison], right, left, factsOf);
  if (left.kind !== "Column" || right.kind !== "Literal") return true;
  const facts = factsOf(left.name);
  // Only a literal of the column's own dtype is in the same form as the statistics.
  if (facts === undefined || right.dtype === undefined || !sameType(right.dtype, facts.dtype)) return true;
  if (right.value === null || isAllNull(facts)) return false;
  const value = comparable(right.value);
  if (value === undefined) return true;
  const { min, max } = facts.statistics;
  // Statistics leave NaN out, which is greater than all.
  const isFloat = facts.dtype.kind === "Float32" || facts.dtype.kind === "Float64";
  const isAbove = (): boolean => min !== undefined && order(min, value) > 0;
  const isBelow = (): boolean => max !== undefined && order(max, value) < 0;
  switch (comparison) {
    case "eq":
      return !isAbove() && !isBelow();
    case "neq":
      return isFloat || min === undefined || max === undefined || order(min, value) !== 0 || order(max, value) !== 0;
    case "lt":
      return min === undefined || order(min, value) < 0;
    case "ltEq":
      return !isAbove();
    case "gt":
      return isFloat || max === undefined || order(max, value) > 0;
    case "gtEq":
      return isFloat || !isBelow();
  }
}

function isAllNull(facts: ColumnFacts | undefined): boolean {
  return facts !== undefined && facts.statistics.nullCount === facts.rows;
}

/** Nothing is known where the literal is NaN. */
function comparable(value: Exclude<LiteralValue, null>): StatisticsValue | undefined {
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (value instanceof Date || Number.isNaN(value)) return undefined;
  return value;
}

/** Less than 0, 0, or greater, as `left` is less than, equal to or greater than `right`. */
function order(left: StatisticsValue, right: StatisticsValue): number {
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    const shared = Math.min(left.length, right.length);
    for (let index = 0; index < shared; index++) {
      if (left[index] !== right[index]) return (left[index] as number) - (right[index] as number);
    }
    return left.length - right.length;
  }
  return left < right ? -1 : left > right ? 1 : 0;
}
