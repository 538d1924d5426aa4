// Whether rows of a row group can pass a predicate, judged by statistics alone. In doubt they can. What a predicate asks is found
// once for all row groups.

import type { ExprNode, LiteralValue } from "../../expr/index.js";
import { type ColumnType, sameType } from "../../types/index.js";
import type { Statistics, StatisticsValue } from "./statistics.js";

/** What is known of a column in some rows: of a row group, or a page. */
export interface ColumnFacts {
  readonly rows: number;
  readonly statistics: Statistics;
}

export type FactsOf = (column: string) => ColumnFacts;

/** False when the predicate is true for none of the rows. */
export type RowsTest = (factsOf: FactsOf) => boolean;

/** Undefined where the predicate rules nothing out. `dtypeOf` a column that has facts. */
export function rowsTest(predicate: ExprNode, dtypeOf: (column: string) => ColumnType | undefined): RowsTest | undefined {
  if (predicate.kind === "Literal") return predicate.value === false || predicate.value === null ? never : undefined;
  if (predicate.kind !== "Call") return undefined;
  const [left, right, last] = predicate.args;
  switch (predicate.fn) {
    case "and":
      return both(rowsTest(left!, dtypeOf), rowsTest(right!, dtypeOf));
    case "or":
      return some([rowsTest(left!, dtypeOf), rowsTest(right!, dtypeOf)]);
    case "isNull": {
      if (left?.kind !== "Column" || dtypeOf(left.name) === undefined) return undefined;
      const { name } = left;
      return (factsOf) => factsOf(name).statistics.nullCount !== 0;
    }
    case "isNotNull":
      return left?.kind === "Column" && dtypeOf(left.name) !== undefined ? isFilled(left.name) : undefined;
    case "isIn":
      if (right?.kind !== "List") return undefined;
      return some(right.values.map((value) => comparisonTest("eq", left!, literal(value, right.dtype), dtypeOf)));
    case "isBetween": {
      const closed = predicate.options[0];
      return both(
        comparisonTest(closed === "right" || closed === "none" ? "gt" : "gtEq", left!, right!, dtypeOf),
        comparisonTest(closed === "left" || closed === "none" ? "lt" : "ltEq", left!, last!, dtypeOf),
      );
    }
    default:
      return isComparison(predicate.fn) ? comparisonTest(predicate.fn, left!, right!, dtypeOf) : undefined;
  }
}

type Comparison = "eq" | "neq" | "lt" | "ltEq" | "gt" | "gtEq";

const flipped: Readonly<Record<Comparison, Comparison>> = { eq: "eq", neq: "neq", lt: "gt", ltEq: "gtEq", gt: "lt", gtEq: "ltEq" };
const isComparison = (name: string): name is Comparison => Object.hasOwn(flipped, name);

const never: RowsTest = () => false;

function both(left: RowsTest | undefined, right: RowsTest | undefined): RowsTest | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return (factsOf) => left(factsOf) && right(factsOf);
}

function some(tests: readonly (RowsTest | undefined)[]): RowsTest | undefined {
  const known = tests.filter((test) => test !== undefined);
  return known.length < tests.length ? undefined : (factsOf) => known.some((test) => test(factsOf));
}

const isFilled =
  (name: string): RowsTest =>
  (factsOf) => {
    const { rows, statistics } = factsOf(name);
    return statistics.nullCount !== rows;
  };

function literal(value: LiteralValue, dtype: ColumnType | undefined): ExprNode {
  return dtype === undefined ? { kind: "Literal", value } : { kind: "Literal", value, dtype };
}

function comparisonTest(
  comparison: Comparison,
  left: ExprNode,
  right: ExprNode,
  dtypeOf: (column: string) => ColumnType | undefined,
): RowsTest | undefined {
  if (left.kind === "Literal" && right.kind === "Column") return comparisonTest(flipped[comparison], right, left, dtypeOf);
  if (left.kind !== "Column" || right.kind !== "Literal") return undefined;
  const { name } = left;
  const dtype = dtypeOf(name);
  // Only a literal of the column's own dtype is in the same form as the statistics.
  if (dtype === undefined || right.dtype === undefined || !sameType(right.dtype, dtype)) return undefined;
  if (right.value === null) return never;
  const value = comparable(right.value);
  if (value === undefined) return isFilled(name);
  const isFloat = dtype.kind === "Float32" || dtype.kind === "Float64";
  return (factsOf) => {
    const { rows, statistics } = factsOf(name);
    return statistics.nullCount !== rows && canHold(comparison, statistics, value, isFloat);
  };
}

/** Whether a value within the bounds, or NaN, which statistics of floats leave out and which is greater than all, compares so with `value`. */
function canHold(comparison: Comparison, { min, max }: Statistics, value: StatisticsValue, isFloat: boolean): boolean {
  const low = min === undefined ? -1 : order(min, value);
  const high = max === undefined ? 1 : order(max, value);
  switch (comparison) {
    case "eq":
      return low <= 0 && high >= 0;
    case "neq":
      return isFloat || low !== 0 || high !== 0;
    case "lt":
      return low < 0;
    case "ltEq":
      return low <= 0;
    case "gt":
      return isFloat || high > 0;
    case "gtEq":
      return isFloat || high >= 0;
  }
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
