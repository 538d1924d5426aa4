// JavaScript values in expressions: the dtype they take on beside others, and the form in which kernels see them.

import { assert, InvalidOperationError } from "../errors/index.js";
import {
  Bool,
  type ColumnType,
  Date_,
  Datetime,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  isFloat,
  isInteger,
  Null,
  type PhysicalType,
  physicalOf,
  supertype,
  type TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../types/index.js";
import type { ExprNode, LiteralValue } from "./node.js";

export type Literal = Extract<ExprNode, { kind: "Literal" }>;

export const MS_PER_DAY = 86_400_000;
export const perMs: Readonly<Record<TimeUnit, bigint>> = { ms: 1n, us: 1_000n, ns: 1_000_000n };
/** A JS Date counts milliseconds. */
const UNIT_OF_DATES = "ms";

/** Least and greatest value of the integers that hold a dtype's values, undefined for others. */
export function integerRange(dtype: ColumnType): readonly [bigint, bigint] | undefined {
  return ranges[physicalOf[dtype.kind]];
}

const signedRange = (bits: bigint): readonly [bigint, bigint] => [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
const unsignedRange = (bits: bigint): readonly [bigint, bigint] => [0n, (1n << bits) - 1n];
const ranges: Partial<Record<PhysicalType, readonly [bigint, bigint]>> = {
  i8: signedRange(8n),
  i16: signedRange(16n),
  i32: signedRange(32n),
  i64: signedRange(64n),
  u8: unsignedRange(8n),
  u16: unsignedRange(16n),
  u32: unsignedRange(32n),
  u64: unsignedRange(64n),
};

const isWhole = (value: LiteralValue): value is number | bigint => typeof value === "bigint" || Number.isInteger(value);

function fits(value: number | bigint, dtype: ColumnType): boolean {
  const range = integerRange(dtype);
  if (range === undefined) return false;
  const exact = BigInt(value);
  return exact >= range[0] && exact <= range[1];
}

/** The dtype of a literal that meets nothing. */
export function literalType(value: LiteralValue): ColumnType {
  if (value === null) return Null;
  if (typeof value === "string") return Utf8;
  if (typeof value === "boolean") return Bool;
  if (value instanceof Date) return Datetime(UNIT_OF_DATES);
  if (isWhole(value)) return [Int32, Int64, UInt64].find((dtype) => fits(value, dtype)) ?? Float64;
  return Float64;
}

/** The dtype of a literal that meets `dtype`: 1 takes on the type of any number, 1.5 that of any float, a Date that of any time. */
export function literalTypeBeside(value: LiteralValue, dtype: ColumnType): ColumnType {
  if (value === null) return dtype;
  if (typeof value === "string") return dtype.kind === "Categorical" ? dtype : Utf8;
  if (value instanceof Date) return dateTypeBeside(value, dtype);
  if (typeof value === "boolean") return Bool;
  if (isFloat(dtype)) return dtype;
  if (!isWhole(value)) return Float64;
  return isInteger(dtype) ? integerTypeBeside(value, dtype) : literalType(value);
}

/** `dtype` where the value fits it, else the smallest dtype that holds both. */
function integerTypeBeside(value: number | bigint, dtype: ColumnType): ColumnType {
  if (fits(value, dtype)) return dtype;
  const unsigned = dtype.kind.startsWith("U") && value >= 0;
  const candidates = unsigned ? [UInt8, UInt16, UInt32, UInt64] : [Int8, Int16, Int32, Int64];
  const smallest = candidates.find((candidate) => fits(value, candidate)) ?? literalType(value);
  return supertype(dtype, smallest) ?? smallest;
}

function dateTypeBeside(value: Date, dtype: ColumnType): ColumnType {
  if (dtype.kind === "Date" && value.getTime() % MS_PER_DAY === 0) return Date_;
  if (dtype.kind !== "Datetime") return Datetime(UNIT_OF_DATES);
  return fits(BigInt(timeOf(value)) * perMs[dtype.unit], dtype) ? dtype : Datetime(UNIT_OF_DATES, dtype.timeZone);
}

/** Milliseconds since 1970. */
export function timeOf(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time)) throw new InvalidOperationError("a literal is an invalid Date");
  return time;
}

/** Whether a literal of this value can be written as one of `dtype` without loss other than a float's rounding. */
export function isWritableAs(value: LiteralValue, dtype: ColumnType): boolean {
  if (value === null) return true;
  if (typeof value === "string") return dtype.kind === "Utf8" || dtype.kind === "Categorical";
  if (value instanceof Date) return dtype.kind === "Datetime" || (dtype.kind === "Date" && timeOf(value) % MS_PER_DAY === 0);
  if (typeof value === "boolean") return dtype.kind === "Bool" || isInteger(dtype) || isFloat(dtype);
  return isFloat(dtype) || (isInteger(dtype) && isWhole(value) && fits(value, dtype));
}

/** The literal with a dtype, its value in the dtype's physical form. The value must be writable so. */
export function typedLiteral(value: LiteralValue, dtype: ColumnType): Literal {
  return { kind: "Literal", value: physicalValue(value, dtype), dtype };
}

export function physicalValue(value: LiteralValue, dtype: ColumnType): LiteralValue {
  if (value === null || typeof value === "string") return value;
  if (value instanceof Date) {
    if (dtype.kind === "Date") return timeOf(value) / MS_PER_DAY;
    assert(dtype.kind === "Datetime", `a Date as ${dtype.kind}`);
    return BigInt(timeOf(value)) * perMs[dtype.unit];
  }
  switch (physicalOf[dtype.kind]) {
    case "bool":
      return Boolean(value);
    case "i64":
    case "u64":
      return BigInt(value);
    case "f32":
      return Math.fround(Number(value));
    default:
      return Number(value);
  }
}
