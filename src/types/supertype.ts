// The dtype two dtypes are brought to where they meet: in arithmetic, comparisons, when/then, join keys.
// `promote.ts` says the same in types; a test holds the two equal.

import {
  Bool,
  type ColumnType,
  Datetime,
  Duration,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  sameType,
  type TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "./dtype.js";

const order: readonly ColumnType[] = [Bool, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float32, Float64];

// Bool gives way to any number. Where no integer holds both sides, or a Float32 not every integer, it is Float64.
const table: readonly (readonly ColumnType[])[] = [
  //  Bool     Int8     Int16    Int32    Int64    UInt8    UInt16   UInt32   UInt64   Float32  Float64
  [Bool, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float32, Float64],
  [Int8, Int8, Int16, Int32, Int64, Int16, Int32, Int64, Float64, Float32, Float64],
  [Int16, Int16, Int16, Int32, Int64, Int16, Int32, Int64, Float64, Float32, Float64],
  [Int32, Int32, Int32, Int32, Int64, Int32, Int32, Int64, Float64, Float64, Float64],
  [Int64, Int64, Int64, Int64, Int64, Int64, Int64, Int64, Float64, Float64, Float64],
  [UInt8, Int16, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float32, Float64],
  [UInt16, Int32, Int32, Int32, Int64, UInt16, UInt16, UInt32, UInt64, Float32, Float64],
  [UInt32, Int64, Int64, Int64, Int64, UInt32, UInt32, UInt32, UInt64, Float64, Float64],
  [UInt64, Float64, Float64, Float64, Float64, UInt64, UInt64, UInt64, UInt64, Float64, Float64],
  [Float32, Float32, Float32, Float64, Float64, Float32, Float32, Float64, Float64, Float32, Float64],
  [Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64],
];

const rowOf = new Map(order.map((dtype, index) => [dtype.kind, index] as const));

/** The dtype that holds both, or undefined where there is none (a string and a number, two time zones). */
export function supertype(left: ColumnType, right: ColumnType): ColumnType | undefined {
  if (sameType(left, right) || right.kind === "Null") return left;
  if (left.kind === "Null") return right;
  const row = rowOf.get(left.kind);
  const column = rowOf.get(right.kind);
  if (row !== undefined && column !== undefined) return table[row]?.[column];
  return textSupertype(left, right) ?? timeSupertype(left, right);
}

function textSupertype(left: ColumnType, right: ColumnType): ColumnType | undefined {
  const isText = (dtype: ColumnType) => dtype.kind === "Utf8" || dtype.kind === "Categorical";
  return isText(left) && isText(right) ? Utf8 : undefined;
}

function timeSupertype(left: ColumnType, right: ColumnType): ColumnType | undefined {
  if (left.kind === "Date" && right.kind === "Datetime") return right;
  if (left.kind === "Datetime" && right.kind === "Date") return left;
  if (left.kind === "Duration" && right.kind === "Duration") return Duration(coarserUnit(left.unit, right.unit));
  if (left.kind === "Datetime" && right.kind === "Datetime" && left.timeZone === right.timeZone)
    return Datetime(coarserUnit(left.unit, right.unit), left.timeZone);
  return undefined;
}

const coarseToFine: readonly TimeUnit[] = ["ms", "us", "ns"];

/** Where units meet, the coarser one stands: ms with ns is ms. */
export function coarserUnit(left: TimeUnit, right: TimeUnit): TimeUnit {
  return coarseToFine.indexOf(left) < coarseToFine.indexOf(right) ? left : right;
}
