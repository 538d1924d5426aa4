// Comparisons of a column of integers, dates or times with a literal that its dtype can't hold exactly: brought to one that
// it can, so that nothing is widened, nothing rounded, and statistics can judge it. `int8 > 1000` can never be true,
// `int64 >= 2.5` is `int64 > 2`.

import { type ColumnType, isInteger, UInt64 } from "../types/index.js";
import { integerRange, type Literal, MS_PER_DAY, perMs, timeOf, typedLiteral } from "./literal.js";
import type { ExprNode, LiteralValue } from "./node.js";

export type Comparison = "eq" | "neq" | "lt" | "ltEq" | "gt" | "gtEq" | "eqMissing";

/** What says the same with the sides exchanged. */
export const flipped: Readonly<Record<Comparison, Comparison>> = {
  eq: "eq",
  neq: "neq",
  lt: "gt",
  ltEq: "gtEq",
  gt: "lt",
  gtEq: "ltEq",
  eqMissing: "eqMissing",
};

export const isComparison = (fn: string): fn is Comparison => Object.hasOwn(flipped, fn);

export const call = (fn: Extract<ExprNode, { kind: "Call" }>["fn"], ...args: readonly ExprNode[]): ExprNode => ({
  kind: "Call",
  fn,
  args,
  options: [],
});

/** Where a value lies among those of the dtype: at or just above `floor`. */
interface Position {
  readonly floor: bigint;
  readonly exact: boolean;
}

/** `column fn value`, or undefined where `dtype` is not one of whole numbers or the value not one for it. */
export function compareWhole(fn: Comparison, column: ExprNode, dtype: ColumnType, value: LiteralValue): ExprNode | undefined {
  const range = integerRange(dtype);
  if (range === undefined) return undefined;
  const position = positionOf(value, dtype, range);
  if (position === undefined) return undefined;
  const [min, max] = range;
  const compare = (other: Comparison, bound: bigint): ExprNode => call(other, column, wholeLiteral(bound, dtype));
  // Null where the column is.
  const always = compare("gtEq", min);
  const never = compare("lt", min);

  const { floor, exact } = position;
  const above = floor > max;
  const outside = above || floor < min;
  if (!outside && exact) return compare(fn, floor);
  switch (fn) {
    case "eq":
      return never;
    case "neq":
      return always;
    case "eqMissing":
      return call("and", call("isNotNull", column), never);
    case "gt":
    case "gtEq":
      return outside ? (above ? never : always) : compare("gt", floor);
    case "lt":
    case "ltEq":
      return outside ? (above ? always : never) : compare("ltEq", floor);
  }
}

/**
 * `unsigned fn signed`, of a UInt64 and signed integers: no dtype holds the values of both, and floats round them. A negative number is
 * less than all unsigned ones; others are unsigned ones themselves.
 */
export function compareUnsigned(fn: Comparison, unsigned: ExprNode, signed: ExprNode, dtype: ColumnType): ExprNode {
  const isGreater = fn === "gt" || fn === "gtEq" || fn === "neq";
  const zero = typedLiteral(0, UInt64);
  const ofNegative = call(isGreater ? "gtEq" : "lt", unsigned, zero);
  const predicate = call("lt", signed, typedLiteral(0, dtype));
  const then = fn === "eqMissing" ? call("and", call("isNotNull", unsigned), ofNegative) : ofNegative;
  const otherwise = call(fn, unsigned, { kind: "Cast", input: signed, dtype: UInt64, strict: false });
  return { kind: "When", predicate, then, otherwise };
}

function wholeLiteral(value: bigint, dtype: ColumnType): Literal {
  return isInteger(dtype) ? typedLiteral(value, dtype) : { kind: "Literal", value: dtype.kind === "Date" ? Number(value) : value, dtype };
}

function positionOf(value: LiteralValue, dtype: ColumnType, [min, max]: readonly [bigint, bigint]): Position | undefined {
  if (isInteger(dtype)) {
    if (typeof value === "bigint") return { floor: value, exact: true };
    if (typeof value !== "number") return undefined;
    // NaN is greater than every number.
    if (value === Infinity || Number.isNaN(value)) return { floor: max + 1n, exact: false };
    if (value === -Infinity) return { floor: min - 1n, exact: false };
    return { floor: BigInt(Math.floor(value)), exact: Number.isInteger(value) };
  }
  if (!(value instanceof Date)) return undefined;
  const time = timeOf(value);
  if (dtype.kind === "Date") return { floor: BigInt(Math.floor(time / MS_PER_DAY)), exact: time % MS_PER_DAY === 0 };
  return dtype.kind === "Datetime" ? { floor: BigInt(time) * perMs[dtype.unit], exact: true } : undefined;
}
