// Values of columns as JavaScript values.

import { InvalidOperationError, OutOfBoundsError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { type ColumnType, formatType, Int32, Int64, type TimeUnit } from "../types/index.js";
import { bitAt, bitmapBytes } from "./bitmap.js";
import { VIEW_BYTES } from "./build-strings.js";
import type { Chunk, Column } from "./column.js";
import { dictionaryReader, readView, readViews } from "./strings.js";
import { arrayTypes, type TypedArray, type TypedArrayType } from "./typed-arrays.js";

const DAY_MS = 86_400_000;
const ticksPerMs: Readonly<Record<TimeUnit, number>> = { ms: 1, us: 1000, ns: 1_000_000 };
const WORD = 2 ** 32;
/** High halves of safe integers lie between -SAFE_HIGH and SAFE_HIGH - 1. */
const SAFE_HIGH = 2 ** 21;

/**
 * All values; null rows are null. Int64, UInt64 and Duration read as numbers if every value of the column is a safe integer, as
 * bigints otherwise. Date and Datetime read as Dates, rounded down to the millisecond: `toTypedArray` gives their exact values.
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
  if (physical === "bool" || physical === "view" || physical === "codes") {
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

export function validityOf(chunk: Chunk, heap: Heap): Uint8Array | undefined {
  return chunk.validity === 0 ? undefined : heap.bytes(chunk.validity, bitmapBytes(chunk.length));
}

/** Reads a row that is not null. */
function rowReader(column: Column, chunk: Chunk, heap: Heap): (row: number) => unknown {
  const { dtype, physical } = column;
  const { values, length } = chunk;
  if (physical === "view") return (row) => readView(heap, values + row * VIEW_BYTES);
  if (physical === "bool") {
    const bits = heap.bytes(values, bitmapBytes(length));
    return (row) => bitAt(bits, row);
  }
  if (physical === "codes") {
    const codes = heap.u32s(values, length);
    const read = dictionaryReader(column, heap);
    return (row) => read(codes[row] as number);
  }
  if (physical === "i64" || physical === "u64") return longReader(column, chunk, heap, physical);
  const numbers = heap.view(arrayTypes[physical] as TypedArrayType<Float64Array>, values, length);
  if (dtype.kind === "Date") return (row) => new Date((numbers[row] as number) * DAY_MS);
  return (row) => numbers[row];
}

function longReader(column: Column, chunk: Chunk, heap: Heap, physical: "i64" | "u64"): (row: number) => unknown {
  const { values, length } = chunk;
  const { dtype } = column;
  const longs: BigInt64Array | BigUint64Array = heap.view<BigInt64Array | BigUint64Array>(arrayTypes[physical], values, length);
  if (dtype.kind !== "Datetime" && !readsAsNumbers(column, heap)) return (row) => longs[row];
  const low = heap.u32s(values, length * 2);
  const high = heap.i32s(values, length * 2);
  const number = (row: number): number => (high[row * 2 + 1] as number) * WORD + (low[row * 2] as number);
  if (dtype.kind !== "Datetime") return number;
  const perMs = ticksPerMs[dtype.unit];
  return (row) => {
    const half = high[row * 2 + 1] as number;
    const exact = half >= -SAFE_HIGH && half < SAFE_HIGH;
    return new Date(exact ? Math.floor(number(row) / perMs) : floorDivide(longs[row] as bigint, BigInt(perMs)));
  };
}

function floorDivide(value: bigint, divisor: bigint): number {
  const quotient = Number(value / divisor);
  return value < 0n && value % divisor !== 0n ? quotient - 1 : quotient;
}

const safe = new WeakMap<Column, boolean>();

/** Whether all values are safe integers, so that none is rounded as a number. */
export function readsAsNumbers(column: Column, heap: Heap): boolean {
  let known = safe.get(column);
  if (known === undefined) {
    known = column.chunks.every((chunk) => isSafe(chunk, heap, column.physical === "i64"));
    safe.set(column, known);
  }
  return known;
}

function isSafe(chunk: Chunk, heap: Heap, signed: boolean): boolean {
  const high = heap.i32s(chunk.values, chunk.length * 2);
  const validity = validityOf(chunk, heap);
  const least = signed ? -SAFE_HIGH : 0;
  for (let row = 0; row < chunk.length; row++) {
    const half = high[row * 2 + 1] as number;
    const fits = half >= least && half < SAFE_HIGH && !(half === -SAFE_HIGH && high[row * 2] === 0);
    if (!fits && (validity === undefined || bitAt(validity, row))) return false;
  }
  return true;
}
