// The dtype in which the keys of a join meet. Keys are equal there only if they are equal as they are: no integer is rounded, no time
// cut off.

import { call, convert, type ExprNode } from "../expr/index.js";
import type { ResolvedExpr } from "../plan/index.js";
import { type ColumnType, Int64, isFloat, isInteger, sameType, supertype, UInt64 } from "../types/index.js";

/** Of keys that have a supertype. */
export function meetingType(left: ColumnType, right: ColumnType): ColumnType {
  const common = supertype(left, right) as ColumnType;
  if (!isFloat(common)) return common;
  if (isInteger(left) && isInteger(right)) return UInt64;
  return [Int64, UInt64].find((dtype) => sameType(dtype, left) || sameType(dtype, right)) ?? common;
}

/** Null, which meets nothing, where the key is no value of `dtype`. */
export function keyAs({ expr, dtype: from }: Pick<ResolvedExpr, "expr" | "dtype">, dtype: ColumnType): ExprNode {
  const key = { node: expr, dtype: from };
  const then = convert(key, dtype);
  if (!losesParts(from, dtype)) return then;
  const predicate = call("eq", convert({ node: then, dtype }, from), expr);
  return { kind: "When", predicate, then, otherwise: { kind: "Literal", value: null, dtype } };
}

/** Whether values become others, in place of null. */
function losesParts(from: ColumnType, to: ColumnType): boolean {
  if (isFloat(from)) return isInteger(to);
  return "unit" in from && "unit" in to && from.unit !== to.unit;
}
