// Whether columns hold the same values.

import type { Heap } from "../memory/index.js";
import { sameType } from "../types/index.js";
import type { Column } from "./column.js";
import { columnToArray, withPhysicalType } from "./read.js";

/** Same dtype, length and values. NaN equals NaN, -0 equals 0, and null equals null if `nullEqual`. */
export function columnsEqual(left: Column, right: Column, nullEqual: boolean, heap: Heap): boolean {
  if (left.length !== right.length || left.nullCount !== right.nullCount || !sameType(left.dtype, right.dtype)) return false;
  if (left.nullCount > 0 && !nullEqual) return false;
  const others = columnToArray(withPhysicalType(right), heap);
  return columnToArray(withPhysicalType(left), heap).every((value, row) => sameValue(value, others[row]));
}

function sameValue(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((element, index) => sameValue(element, right[index]));
  }
  return left === right || (Number.isNaN(left) && Number.isNaN(right));
}
