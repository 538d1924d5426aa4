// Values of columns as JavaScript values.

import { InvalidOperationError, OutOfBoundsError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { type ColumnType, formatType, Int32, Int64, List } from "../types/index.js";
import { bitAt } from "./bitmap.js";
import type { Column } from "./column.js";
import { rowReader, validityOf } from "./row-reader.js";
import { readViews } from "./strings.js";
import { arrayTypes, type TypedArray, type TypedArrayType } from "./typed-arrays.js";

/**
 * All values; null rows are null. Int64, UInt64 and Duration read as numbers if every value of the column is a safe integer, as
 * bigints otherwise, and so do elements of lists, which read as arrays. Date and Datetime read as Dates, rounded down to the millisecond: `toTypedArray` gives their exact values.
 */
export function columnToArray(column: Column, heap: Heap): unknown[] {
  return readRows(column, 0, column.length, heap);
}

/** The `length` values from row `offset` on, as `columnToArray` gives them; the rows must exist. */
export function readRows(column: Column, offset: number, length: number, heap: Heap): unknown[] {
  const out: unknown[] = new Array(length);
  let start = 0;
  for (const chunk of column.chunks) {
    const from = Math.max(offset - start, 0);
    const to = Math.min(offset + length - start, chunk.length);
    if (from < to) {
      const validity = validityOf(chunk, heap);
      if (column.physical === "view" && to - from === chunk.length) readViews(heap, chunk.values, to, validity, out, start - offset);
      else readChunk(rowReader(column, chunk, heap), from, to, validity, out, start - offset);
    }
    start += chunk.length;
  }
  return out;
}

/** The same column with its dates and times as the integers that they are: JavaScript's Dates would round them. */
export function withPhysicalType(column: Column): Column {
  return { ...column, dtype: physicalTypeOf(column.dtype) };
}

function physicalTypeOf(dtype: ColumnType): ColumnType {
  if (dtype.kind === "Date") return Int32;
  if (dtype.kind === "List") return List(physicalTypeOf(dtype.inner));
  return dtype.kind === "Datetime" || dtype.kind === "Duration" ? Int64 : dtype;
}

/** Row `row` of the chunk goes to `out[start + row]`. */
function readChunk(
  read: (row: number) => unknown,
  from: number,
  to: number,
  validity: Uint8Array | undefined,
  out: unknown[],
  start: number,
): void {
  if (validity === undefined) {
    for (let row = from; row < to; row++) out[start + row] = read(row);
    return;
  }
  for (let row = from; row < to; row++) out[start + row] = bitAt(validity, row) ? read(row) : null;
}

/** The value of row `index`, which counts from the end if it is negative, as `columnToArray` gives it. @throws {OutOfBoundsError} */
export function valueAt(column: Column, index: number, heap: Heap): unknown {
  const from = index < 0 ? index + column.length : index;
  if (!Number.isInteger(from) || from < 0 || from >= column.length) {
    throw new OutOfBoundsError(`index ${index} is out of bounds: there are ${column.length} rows`);
  }
  let row = from;
  for (const chunk of column.chunks) {
    if (row < chunk.length) {
      return chunk.validity !== 0 && !heap.getBit(chunk.validity, row) ? null : rowReader(column, chunk, heap)(row);
    }
    row -= chunk.length;
  }
  return null;
}

/**
 * A copy of the physical values: days of Date, ticks of Datetime and Duration.
 * @throws {InvalidOperationError} if there are nulls, or the values are no numbers.
 */
export function columnToTypedArray(column: Column, heap: Heap): TypedArray {
  const { dtype, physical, length, nullCount } = column;
  if (physical === "bool" || physical === "view" || physical === "codes" || physical === "list") {
    throw new InvalidOperationError(`${formatType(dtype)} has no typed array: use toArray()`);
  }
  if (nullCount > 0) {
    throw new InvalidOperationError(`a typed array can't hold the ${nullCount} nulls of this column: fill or drop them, or use toArray()`);
  }
  const type: TypedArrayType = arrayTypes[physical];
  const out = new type(length);
  const bytes = new Uint8Array(out.buffer);
  let start = 0;
  for (const chunk of column.chunks) {
    const chunkBytes = chunk.length * type.BYTES_PER_ELEMENT;
    bytes.set(heap.bytes(chunk.values, chunkBytes), start);
    start += chunkBytes;
  }
  return out;
}
