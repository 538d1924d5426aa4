// Numbers for the groups of an as-of join: rows of either side with equal values have the same.

import { type Column, columnToArray, withPhysicalType } from "../../column/index.js";
import type { Heap } from "../../memory/index.js";
import type { StoredColumn } from "../pipeline-spec.js";

/** For each side the group of each row, -1 where a value is null: null is equal to nothing. */
export function numberGroups(
  left: readonly StoredColumn[],
  right: readonly StoredColumn[],
  rowCounts: { readonly left: number; readonly right: number },
  heap: Heap,
): { readonly left: Int32Array; readonly right: Int32Array; readonly count: number } {
  const groups = { left: new Int32Array(rowCounts.left), right: new Int32Array(rowCounts.right), count: 1 };
  for (const [index, column] of left.entries()) {
    const numbers = new Map<unknown, number>();
    const values = {
      left: valuesOf(column, rowCounts.left, heap),
      right: valuesOf(right[index] as StoredColumn, rowCounts.right, heap),
    };
    const known = new Map<number, number>();
    for (const side of ["right", "left"] as const) {
      const of = groups[side];
      for (const [row, value] of values[side].entries()) {
        if (of[row] === -1) continue;
        if (value === null) {
          of[row] = -1;
          continue;
        }
        // -0 equals 0 for Map as for Polars, and NaN NaN.
        const number = numbers.get(value) ?? numbers.size;
        numbers.set(value, number);
        // Both are fewer than rows, so that no sum is rounded.
        const pair = number * groups.count + (of[row] as number);
        const group = known.get(pair) ?? known.size;
        known.set(pair, group);
        of[row] = group;
      }
    }
    groups.count = Math.max(1, known.size);
  }
  return groups;
}

function valuesOf({ type, values, validity }: StoredColumn, rowCount: number, heap: Heap): readonly unknown[] {
  const { dtype, physical, dictionary } = type;
  const chunks = rowCount === 0 ? [] : [{ length: rowCount, values, validity, nullCount: validity === 0 ? 0 : 1, allocations: [] }];
  const column: Column = { dtype, physical, length: rowCount, nullCount: 0, chunks, ...(dictionary && { dictionary }) };
  return columnToArray(withPhysicalType(column), heap).map((value) => (typeof value === "bigint" ? exactNumber(value) : value));
}

/** One side may read as numbers and the other as bigints. */
function exactNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
