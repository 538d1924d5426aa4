// Single values of a chunk as JavaScript values.

import { assert } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { bitWidths, type ColumnType, type PhysicalType, plainPhysical, type TimeUnit } from "../types/index.js";
import { bitAt, bitmapBytes } from "./bitmap.js";
import { VIEW_BYTES } from "./build-strings.js";
import type { Chunk, Column } from "./column.js";
import { dictionaryReader, readView } from "./strings.js";
import { arrayTypes, type TypedArrayType } from "./typed-arrays.js";

const DAY_MS = 86_400_000;
const ticksPerMs: Readonly<Record<TimeUnit, number>> = { ms: 1, us: 1000, ns: 1_000_000 };
const WORD = 2 ** 32;
/** High halves of safe integers lie between -SAFE_HIGH and SAFE_HIGH - 1. */
const SAFE_HIGH = 2 ** 21;

type RowReader = (row: number) => unknown;

/** Values of one dtype side by side. */
interface Values {
  readonly dtype: ColumnType;
  readonly physical: PhysicalType;
  readonly values: number;
  readonly length: number;
  /** Whether 64-bit integers read as numbers. */
  readonly asNumbers: boolean;
}

/** Reads a row that is not null. */
export function rowReader(column: Column, chunk: Chunk, heap: Heap): RowReader {
  const { dtype, physical } = column;
  const { values, length } = chunk;
  if (physical === "codes") {
    const codes = heap.u32s(values, length);
    const read = dictionaryReader(column, heap);
    return (row) => read(codes[row] as number);
  }
  return valueReader({ dtype, physical, values, length, asNumbers: readsAsNumbers(column, heap) }, heap);
}

function valueReader({ dtype, physical, values, length, asNumbers }: Values, heap: Heap): RowReader {
  switch (physical) {
    case "view":
      return (row) => readView(heap, values + row * VIEW_BYTES);
    case "bool": {
      const bits = heap.bytes(values, bitmapBytes(length));
      return (row) => bitAt(bits, row);
    }
    case "i64":
    case "u64":
      return longReader({ dtype, physical, values, length, asNumbers }, heap);
    case "list":
      assert(dtype.kind === "List", "a list of another dtype");
      return listReader(dtype.inner, heap.u32s(values, length * 4), asNumbers, heap);
  }
  const numbers = heap.view(arrayTypes[physical] as TypedArrayType<Float64Array>, values, length);
  if (dtype.kind === "Date") return (row) => new Date((numbers[row] as number) * DAY_MS);
  return (row) => numbers[row];
}

/** Rows as arrays. Most share the vector of their elements, so there is a reader for each vector, over all that may follow it. */
function listReader(dtype: ColumnType, words: Uint32Array, asNumbers: boolean, heap: Heap): RowReader {
  const physical = plainPhysical(dtype);
  const readers = new Map<number, RowReader>();
  const readerAt = (values: number): RowReader => {
    let read = readers.get(values);
    if (read === undefined) {
      const bits = (heap.memory.buffer.byteLength - values) * 8;
      const length = Math.floor(bits / bitWidths[physical]);
      read = valueReader({ dtype, physical, values, length, asNumbers }, heap);
      readers.set(values, read);
    }
    return read;
  };
  return (row) => {
    const count = words[row * 4] as number;
    const first = words[row * 4 + 1] as number;
    const validity = words[row * 4 + 3] as number;
    const items: unknown[] = new Array(count);
    if (count === 0) return items;
    const read = readerAt(words[row * 4 + 2] as number);
    const valid = validity === 0 ? undefined : heap.bytes(validity, bitmapBytes(first + count));
    for (let index = 0; index < count; index++) {
      items[index] = valid === undefined || bitAt(valid, first + index) ? read(first + index) : null;
    }
    return items;
  };
}

export function validityOf(chunk: Chunk, heap: Heap): Uint8Array | undefined {
  return chunk.validity === 0 ? undefined : heap.bytes(chunk.validity, bitmapBytes(chunk.length));
}

function longReader({ dtype, physical, values, length, asNumbers }: Values & { readonly physical: "i64" | "u64" }, heap: Heap): RowReader {
  const longs: BigInt64Array | BigUint64Array = heap.view<BigInt64Array | BigUint64Array>(arrayTypes[physical], values, length);
  if (dtype.kind !== "Datetime" && !asNumbers) return (row) => longs[row];
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

/** Whether all 64-bit integers are safe ones, so that none is rounded as a number. */
function readsAsNumbers(column: Column, heap: Heap): boolean {
  let known = safe.get(column);
  if (known === undefined) {
    const { dtype, physical } = column;
    known = column.chunks.every(({ values, validity, length }) => areSafe(dtype, physical, { values, validity }, 0, length, heap));
    safe.set(column, known);
  }
  return known;
}

/** Of the rows from `first` on. */
function areSafe(
  dtype: ColumnType,
  physical: PhysicalType,
  { values, validity }: Pick<Chunk, "values" | "validity">,
  first: number,
  length: number,
  heap: Heap,
): boolean {
  const isLong = (physical === "i64" || physical === "u64") && dtype.kind !== "Datetime";
  if (!isLong && dtype.kind !== "List") return true;
  const valid = validity === 0 ? undefined : heap.bytes(validity, bitmapBytes(first + length));
  const end = first + length;
  if (dtype.kind === "List") {
    const inner = plainPhysical(dtype.inner);
    const words = heap.u32s(values, end * 4);
    for (let row = first; row < end; row++) {
      if (valid !== undefined && !bitAt(valid, row)) continue;
      const [count, from] = [words[row * 4] as number, words[row * 4 + 1] as number];
      const elements = { values: words[row * 4 + 2] as number, validity: words[row * 4 + 3] as number };
      if (count > 0 && !areSafe(dtype.inner, inner, elements, from, count, heap)) return false;
    }
    return true;
  }
  const high = heap.i32s(values, end * 2);
  const least = physical === "i64" ? -SAFE_HIGH : 0;
  for (let row = first; row < end; row++) {
    const half = high[row * 2 + 1] as number;
    const fits = half >= least && half < SAFE_HIGH && !(half === -SAFE_HIGH && high[row * 2] === 0);
    if (!fits && (valid === undefined || bitAt(valid, row))) return false;
  }
  return true;
}
