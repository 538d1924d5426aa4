// The values of calls and casts over literals, bit for bit as the kernels compute them. What is not here is left to them.

import {
  type Call,
  type Comparison,
  dtypeOf,
  type ExprNode,
  integerRange,
  isComparison,
  type Literal,
  type LiteralValue,
} from "../expr/index.js";
import { Bool, type ColumnType, isFloat, isInteger, isNumeric, physicalOf } from "../types/index.js";
import { foldTimeCast } from "./fold-time.js";

type Value = NonNullable<Exclude<LiteralValue, Date>>;
type Compute<T extends Value> = (left: T, right: T) => T;

export function fold(node: ExprNode): ExprNode {
  if (node.kind === "Cast") return foldCast(node.input, node.dtype) ?? node;
  return node.kind === "Call" && node.args.length > 0 && node.args.every(isLiteral) ? (foldCall(node, node.args) ?? node) : node;
}

export const isLiteral = (node: ExprNode): node is Literal => node.kind === "Literal";

function foldCast(input: ExprNode, dtype: ColumnType): Literal | undefined {
  if (input.kind !== "Literal" || input.dtype === undefined) return undefined;
  const { value } = input;
  if (value === null) return { kind: "Literal", value, dtype };
  const time = foldTimeCast(value, input.dtype, dtype);
  if (time !== undefined) return time;
  if (!isNumeric(input.dtype) || (typeof value !== "number" && typeof value !== "bigint")) return undefined;
  if (isFloat(dtype)) return { kind: "Literal", value: rounded(Number(value), dtype), dtype };
  const range = isInteger(input.dtype) && isInteger(dtype) ? integerRange(dtype) : undefined;
  if (range === undefined || BigInt(value) < range[0] || BigInt(value) > range[1]) return undefined;
  return { kind: "Literal", value: physicalInteger(BigInt(value), dtype), dtype };
}

function foldCall(node: Call, args: readonly Literal[]): Literal | undefined {
  const dtype = dtypeOf(node, new Map());
  const operand = args[0]?.dtype ?? dtype;
  const [left, right] = args.map(({ value }) => value);
  const literal = (value: LiteralValue): Literal => ({ kind: "Literal", value, dtype });
  if (node.fn === "isNull") return literal(left === null);
  if (node.fn === "isNotNull") return literal(left !== null);
  if (node.fn === "eqMissing" && (left === null || right === null)) return literal(left === right);
  if (isComparison(node.fn) || node.fn in ofIntegers || node.fn in ofFloats) {
    if (args.some(({ value }) => value === null)) return literal(null);
    if (isComparison(node.fn)) return foldComparison(node.fn, left as Value, right as Value);
    const value = isInteger(operand)
      ? integer(node.fn, left, right, dtype)
      : isFloat(operand)
        ? float(node.fn, left, right, dtype)
        : undefined;
    return value === undefined ? undefined : literal(value);
  }
  return undefined;
}

const holds: Readonly<Record<Comparison, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  eqMissing: (order) => order === 0,
  neq: (order) => order !== 0,
  lt: (order) => order < 0,
  ltEq: (order) => order <= 0,
  gt: (order) => order > 0,
  gtEq: (order) => order >= 0,
};

function foldComparison(fn: Comparison, left: Value, right: Value): Literal | undefined {
  const order = compare(left, right);
  return order === undefined ? undefined : { kind: "Literal", value: holds[fn](order), dtype: Bool };
}

/** NaN equals NaN and is greater than any number. Strings that differ are compared as UTF-8, which is left to the kernels. */
function compare(left: Value, right: Value): number | undefined {
  if (typeof left === "string") return left === right ? 0 : undefined;
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

const ofIntegers: Readonly<Record<string, Compute<bigint>>> = {
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  neg: (value) => -value,
};

const ofFloats: Readonly<Record<string, Compute<number>>> = {
  add: (left, right) => left + right,
  sub: (left, right) => left - right,
  mul: (left, right) => left * right,
  div: (left, right) => left / right,
  neg: (value) => -value,
};

function integer(fn: string, left: LiteralValue | undefined, right: LiteralValue | undefined, dtype: ColumnType): LiteralValue | undefined {
  const range = integerRange(dtype);
  const value = ofIntegers[fn]?.(BigInt(left as number), BigInt((right ?? 0) as number));
  if (range === undefined || value === undefined) return undefined;
  // Integers wrap.
  const [min, max] = range;
  const count = max - min + 1n;
  return physicalInteger(((((value - min) % count) + count) % count) + min, dtype);
}

function float(fn: string, left: LiteralValue | undefined, right: LiteralValue | undefined, dtype: ColumnType): LiteralValue | undefined {
  const value = ofFloats[fn]?.(left as number, (right ?? 0) as number);
  return typeof value === "number" ? rounded(value, dtype) : undefined;
}

const rounded = (value: number, dtype: ColumnType): number => (dtype.kind === "Float32" ? Math.fround(value) : value);
const physicalInteger = (value: bigint, dtype: ColumnType): number | bigint =>
  physicalOf[dtype.kind] === "i64" || physicalOf[dtype.kind] === "u64" ? value : Number(value);
