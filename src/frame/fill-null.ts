// `fillNull` of frames: a value goes where it fits.

import { AnyExpr, allNode, buildCall, type ExprNode } from "../expr/index.js";
import {
  Bool,
  Categorical,
  type ColumnType,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../types/index.js";

const integers = [Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64];
const floats = [Float32, Float64];

/** Integers go into columns of numbers, numbers with a fraction into floats, strings into strings, an expression into all. */
export function fillNullNode(value: unknown): ExprNode {
  const dtypes = dtypesFor(value);
  const columns: ExprNode = dtypes === undefined ? allNode() : { kind: "Columns", select: { by: "dtype", dtypes }, exclude: [] };
  return buildCall("fillNull", columns, [value]);
}

/** Undefined: all. */
function dtypesFor(value: unknown): readonly ColumnType[] | undefined {
  if (value instanceof AnyExpr) return undefined;
  if (typeof value === "bigint" || Number.isInteger(value)) return [...integers, ...floats];
  if (typeof value === "number") return floats;
  if (typeof value === "boolean") return [Bool];
  return typeof value === "string" ? [Utf8, Categorical] : undefined;
}
