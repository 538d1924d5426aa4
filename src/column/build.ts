// Columns from JavaScript values.

import { SchemaError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { type ColumnType, Float64, physicalOf, sameType } from "../types/index.js";
import { bitmapBytes } from "./bitmap.js";
import { type Blocks, buildIn } from "./blocks.js";
import { buildStrings } from "./build-strings.js";
import type { Chunk, Column } from "./column.js";
import { encodingOf, refusal } from "./encode.js";
import { inferType, placeOf } from "./infer.js";
import { arrayTypes, isTypedArray, type NumberPhysical, type TypedArray, type TypedArrayType, typedArrayType } from "./typed-arrays.js";

/** What a column is made of; null and undefined are null. */
export type ColumnValues = readonly unknown[] | TypedArray;

export function isColumnValues(value: unknown): value is ColumnValues {
  return Array.isArray(value) || isTypedArray(value);
}

/**
 * A column of `dtype`, or of the dtype that the values have by themselves: numbers Float64, bigints Int64, strings Utf8, Dates
 * Datetime(ms), typed arrays their own. `name` is for messages.
 * @throws {SchemaError} if values are of several kinds, or of one that the dtype does not take.
 * @throws {InvalidOperationError} if a value is out of the dtype's range.
 */
export function buildColumn(values: ColumnValues, heap: Heap, dtype?: ColumnType, name?: string): Column {
  if (Array.isArray(values)) return buildFromArray(values, heap, dtype ?? inferType(values, name), name);
  const array = values as TypedArray;
  const own = typedArrayType(array);
  if (own === undefined) throw new SchemaError(`${placeOf(name)}no dtype holds the values of this typed array`);
  const wanted = dtype ?? own;
  const fits = physicalOf[wanted.kind] === physicalOf[own.kind];
  return fits ? buildFromTypedArray(array, heap, wanted) : buildFromArray(Array.from<number | bigint>(array), heap, wanted, name);
}

/** A column of `length` rows, all null. */
export function buildNulls(length: number, heap: Heap, dtype: ColumnType): Column {
  return buildFromArray(new Array(length).fill(null), heap, dtype);
}

function buildFromTypedArray(array: TypedArray, heap: Heap, dtype: ColumnType): Column {
  return buildIn(heap, (blocks) => {
    const values = blocks.alloc(array.byteLength);
    heap.bytes(values, array.byteLength).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return oneChunk(dtype, { length: array.length, values, validity: 0, nullCount: 0, allocations: blocks.allocations });
  });
}

function buildFromArray(values: readonly unknown[], heap: Heap, dtype: ColumnType, name?: string): Column {
  return buildIn(heap, (blocks) => {
    const nulls = buildValidity(values, blocks);
    if (dtype.kind === "Utf8" || dtype.kind === "Categorical") return buildStrings(values, nulls, blocks, dtype, name);
    const write = physicalOf[dtype.kind] === "bool" ? writeBools : writeNumbers;
    const address = write(values, blocks, dtype, name);
    return oneChunk(dtype, { length: values.length, values: address, ...nulls, allocations: blocks.allocations });
  });
}

function oneChunk(dtype: ColumnType, chunk: Chunk): Column {
  const { length, nullCount } = chunk;
  return { dtype, physical: physicalOf[dtype.kind], length, nullCount, chunks: length === 0 ? [] : [chunk] };
}

function buildValidity(values: readonly unknown[], blocks: Blocks): Pick<Chunk, "validity" | "nullCount"> {
  let nullCount = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) nullCount++;
  }
  if (nullCount === 0) return { validity: 0, nullCount };
  const bytes = bitmapBytes(values.length);
  const validity = blocks.allocZeroed(bytes);
  const bits = blocks.heap.bytes(validity, bytes);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== null && value !== undefined) bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7));
  }
  return { validity, nullCount };
}

function writeBools(values: readonly unknown[], blocks: Blocks, dtype: ColumnType, name?: string): number {
  const bytes = bitmapBytes(values.length);
  const address = blocks.allocZeroed(bytes);
  const bits = blocks.heap.bytes(address, bytes);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || value === false) continue;
    if (value !== true || dtype.kind !== "Bool")
      throw refusal(value, row, dtype, dtype.kind === "Bool" ? "true, false" : "null", false, name);
    bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7));
  }
  return address;
}

function writeNumbers(values: readonly unknown[], blocks: Blocks, dtype: ColumnType, name?: string): number {
  const type: TypedArrayType = arrayTypes[physicalOf[dtype.kind] as NumberPhysical];
  const address = blocks.alloc(values.length * type.BYTES_PER_ELEMENT);
  const out = blocks.heap.view(type, address, values.length);
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) writeLongs(values, out, dtype, name);
  else if (sameType(dtype, Float64)) writeFloats(values, out as Float64Array, name);
  else writeSmall(values, out, dtype, name);
  return address;
}

/** The usual case, without a call for each value. */
function writeFloats(values: readonly unknown[], out: Float64Array, name?: string): void {
  const { encode, allowed } = encodingOf(Float64);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "number") out[row] = value;
    else if (value === null || value === undefined) out[row] = 0;
    else out[row] = accept(encode(value), value, row, Float64, allowed, name) as number;
  }
}

function writeSmall(
  values: readonly unknown[],
  out: Exclude<TypedArray, BigInt64Array | BigUint64Array>,
  dtype: ColumnType,
  name?: string,
): void {
  const { encode, allowed } = encodingOf(dtype);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) out[row] = 0;
    else out[row] = accept(encode(value), value, row, dtype, allowed, name) as number;
  }
}

/** Numbers are written as two halves: making a bigint of each would cost an allocation. */
function writeLongs(values: readonly unknown[], out: BigInt64Array | BigUint64Array, dtype: ColumnType, name?: string): void {
  const { encode, allowed } = encodingOf(dtype);
  const halves = new Int32Array(out.buffer, out.byteOffset, out.length * 2);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const physical = value === null || value === undefined ? 0 : accept(encode(value), value, row, dtype, allowed, name);
    if (typeof physical === "bigint") out[row] = physical;
    else {
      halves[row * 2] = physical % 2 ** 32;
      halves[row * 2 + 1] = Math.floor(physical / 2 ** 32);
    }
  }
}

function accept(
  physical: number | bigint | null | undefined,
  value: unknown,
  row: number,
  dtype: ColumnType,
  allowed: string,
  name: string | undefined,
): number | bigint {
  if (physical === null || physical === undefined) throw refusal(value, row, dtype, allowed, physical === null, name);
  return physical;
}
