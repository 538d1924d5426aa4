// Columns from JavaScript values.

import { SchemaError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { type ColumnType, Float64, type List, physicalOf, sameType } from "../types/index.js";
import { bitmapBytes } from "./bitmap.js";
import { type Blocks, buildIn } from "./blocks.js";
import { buildStrings, checkStrings, writeStrings } from "./build-strings.js";
import { type Chunk, type Column, LIST_BYTES } from "./column.js";
import { encodingOf, refusal } from "./encode.js";
import { type ColumnValues, elementsAt, elementsOf, inferType, isColumnValues, placeOf } from "./infer.js";
import { arrayTypes, type NumberPhysical, type TypedArray, type TypedArrayType, typedArrayType } from "./typed-arrays.js";

/**
 * A column of `dtype`, or of the dtype that the values have by themselves: numbers Float64, bigints Int64, strings Utf8, Dates
 * Datetime(ms), typed arrays their own, arrays lists. `name` is for messages.
 * @throws {SchemaError} if values are of several kinds, or of one that the dtype does not take.
 * @throws {InvalidOperationError} if a value is out of the dtype's range.
 */
export function buildColumn(values: ColumnValues, heap: Heap, dtype?: ColumnType, name?: string): Column {
  const place = placeOf(name);
  if (Array.isArray(values)) return buildFromArray(values, heap, dtype ?? inferType(values, place), place);
  const array = values as TypedArray;
  const own = typedArrayType(array);
  if (own === undefined) throw new SchemaError(`${place}no dtype holds the values of this typed array`);
  const wanted = dtype ?? own;
  const fits = physicalOf[wanted.kind] === physicalOf[own.kind];
  return fits ? buildFromTypedArray(array, heap, wanted) : buildFromArray(Array.from<number | bigint>(array), heap, wanted, place);
}

/** A column of `length` rows, all null. */
export function buildNulls(length: number, heap: Heap, dtype: ColumnType): Column {
  return buildFromArray(new Array(length).fill(null), heap, dtype, "");
}

function buildFromTypedArray(array: TypedArray, heap: Heap, dtype: ColumnType): Column {
  return buildIn(heap, (blocks) => {
    const values = blocks.alloc(array.byteLength);
    heap.bytes(values, array.byteLength).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return oneChunk(dtype, { length: array.length, values, validity: 0, nullCount: 0, allocations: blocks.allocations });
  });
}

function buildFromArray(values: readonly unknown[], heap: Heap, dtype: ColumnType, place: string): Column {
  return buildIn(heap, (blocks) => {
    if (dtype.kind === "Categorical") return buildStrings(values, buildValidity(values, blocks), blocks, dtype, place);
    return oneChunk(dtype, { length: values.length, ...writeValues(values, blocks, dtype, place), allocations: blocks.allocations });
  });
}

/** In the plain physical form of the dtype. */
function writeValues(
  values: readonly unknown[],
  blocks: Blocks,
  dtype: ColumnType,
  place: string,
): Pick<Chunk, "values" | "validity" | "nullCount"> {
  const nulls = buildValidity(values, blocks);
  if (dtype.kind === "List") return { values: writeLists(values, blocks, dtype, place), ...nulls };
  if (dtype.kind === "Utf8" || dtype.kind === "Categorical") {
    checkStrings(values, dtype, place);
    return { values: writeStrings(values, blocks), ...nulls };
  }
  const write = physicalOf[dtype.kind] === "bool" ? writeBools : writeNumbers;
  return { values: write(values, blocks, dtype, place), ...nulls };
}

/** The elements of all lists stand side by side. */
function writeLists(values: readonly unknown[], blocks: Blocks, dtype: List<ColumnType>, place: string): number {
  for (const [row, value] of values.entries()) {
    if (value !== null && value !== undefined && !isColumnValues(value)) throw refusal(value, row, dtype, "arrays", false, place);
  }
  const elements = writeValues(elementsOf(values), blocks, dtype.inner, elementsAt(place));
  const address = blocks.alloc(values.length * LIST_BYTES);
  const words = blocks.heap.u32s(address, values.length * 4);
  let first = 0;
  for (const [row, value] of values.entries()) {
    const count = isColumnValues(value) ? value.length : 0;
    words.set([count, first, elements.values, elements.validity], row * 4);
    first += count;
  }
  return address;
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

function writeBools(values: readonly unknown[], blocks: Blocks, dtype: ColumnType, place: string): number {
  const bytes = bitmapBytes(values.length);
  const address = blocks.allocZeroed(bytes);
  const bits = blocks.heap.bytes(address, bytes);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || value === false) continue;
    if (value !== true || dtype.kind !== "Bool")
      throw refusal(value, row, dtype, dtype.kind === "Bool" ? "true, false" : "null", false, place);
    bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7));
  }
  return address;
}

function writeNumbers(values: readonly unknown[], blocks: Blocks, dtype: ColumnType, place: string): number {
  const type: TypedArrayType = arrayTypes[physicalOf[dtype.kind] as NumberPhysical];
  const address = blocks.alloc(values.length * type.BYTES_PER_ELEMENT);
  const out = blocks.heap.view(type, address, values.length);
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) writeLongs(values, out, dtype, place);
  else if (sameType(dtype, Float64)) writeFloats(values, out as Float64Array, place);
  else writeSmall(values, out, dtype, place);
  return address;
}

/** The usual case, without a call for each value. */
function writeFloats(values: readonly unknown[], out: Float64Array, place: string): void {
  const { encode, allowed } = encodingOf(Float64);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === "number") out[row] = value;
    else if (value === null || value === undefined) out[row] = 0;
    else out[row] = accept(encode(value), value, row, Float64, allowed, place) as number;
  }
}

function writeSmall(
  values: readonly unknown[],
  out: Exclude<TypedArray, BigInt64Array | BigUint64Array>,
  dtype: ColumnType,
  place: string,
): void {
  const { encode, allowed } = encodingOf(dtype);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) out[row] = 0;
    else out[row] = accept(encode(value), value, row, dtype, allowed, place) as number;
  }
}

/** Numbers are written as two halves: making a bigint of each would cost an allocation. */
function writeLongs(values: readonly unknown[], out: BigInt64Array | BigUint64Array, dtype: ColumnType, place: string): void {
  const { encode, allowed } = encodingOf(dtype);
  const halves = new Int32Array(out.buffer, out.byteOffset, out.length * 2);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const physical = value === null || value === undefined ? 0 : accept(encode(value), value, row, dtype, allowed, place);
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
  place: string,
): number | bigint {
  if (physical === null || physical === undefined) throw refusal(value, row, dtype, allowed, physical === null, place);
  return physical;
}
