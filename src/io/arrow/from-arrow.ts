// Arrow tables as frames: each buffer is copied once, into the linear memory.

import {
  allocationsOf,
  type Blocks,
  bitmapBytes,
  buildIn,
  type Chunk,
  type Column,
  copyBits,
  discard,
  type FrameData,
  frameOf,
  LIST_BYTES,
  type NamedColumn,
  VIEW_BYTES,
} from "../../column/index.js";
import { assert, InvalidOperationError, SchemaError } from "../../errors/index.js";
import type { Heap } from "../../memory/index.js";
import * as types from "../../types/index.js";
import { bitWidths, type ColumnType, physicalOf, type TimeUnit } from "../../types/index.js";
import { type ArrowData, type ArrowTable, type ArrowType, type ArrowVector, isArrowTable, TypeId } from "./arrow-types.js";
import { dictionaryColumn } from "./from-arrow-dictionary.js";
import { stringViews } from "./from-arrow-strings.js";
import { copyValidity } from "./from-arrow-validity.js";

/** @throws {DuplicateError} @throws {SchemaError} if a column is of a type that floe does not have, or `table` is not an Arrow table. */
export function frameFromArrow(table: unknown, heap: Heap): FrameData {
  if (!isArrowTable(table)) throw new SchemaError("fromArrow needs an apache-arrow Table, or Arrow IPC bytes");
  const columns: NamedColumn[] = [];
  try {
    for (const [index, { name, type }] of table.schema.fields.entries())
      columns.push({ name, column: columnAt(table, index, name, type, heap) });
    return frameOf(columns, heap);
  } catch (error) {
    discard(columns.flatMap(({ column }) => allocationsOf(column)));
    throw error;
  }
}

function columnAt(table: ArrowTable, index: number, name: string, type: ArrowType, heap: Heap): Column {
  const dtype = dtypeOf(type);
  if (dtype === undefined) {
    throw new SchemaError(`column ${JSON.stringify(name)} is of the Arrow type ${type}, which floe does not have; cast or drop it first`);
  }
  const vector = table.getChildAt(index) ?? { type, length: 0, data: [] };
  return buildIn(heap, (blocks) => columnOf(vector, type, dtype, blocks, name));
}

/**
 * The first column of a table as one of a dtype that has the same values as its Arrow type, such as Duration of integers, or
 * Utf8 of binary. `arena` owns its blocks.
 */
export function columnFromArrow(table: ArrowTable, name: string, dtype: ColumnType, heap: Heap, arena: number): Column {
  const [field] = table.schema.fields;
  const vector = table.getChildAt(0);
  assert(field !== undefined && vector !== null, "an Arrow table without columns");
  return buildIn(heap, (blocks) => columnOf(vector, field.type, dtype, blocks, name), arena);
}

function columnOf(vector: ArrowVector, type: ArrowType, dtype: ColumnType, blocks: Blocks, name: string): Column {
  if (dtype.kind === "Categorical") return dictionaryColumn(vector, blocks);
  const chunks = vector.data.filter((data) => data.length > 0).map((data) => chunkOf(data, type, dtype, blocks, name));
  return { dtype, physical: physicalOf[dtype.kind], ...totals(vector, chunks), chunks };
}

function totals(vector: ArrowVector, chunks: readonly Chunk[]): Pick<Column, "length" | "nullCount"> {
  return { length: vector.length, nullCount: chunks.reduce((sum, chunk) => sum + chunk.nullCount, 0) };
}

const intTypes: Readonly<Record<string, ColumnType>> = {
  "8 true": types.Int8,
  "16 true": types.Int16,
  "32 true": types.Int32,
  "64 true": types.Int64,
  "8 false": types.UInt8,
  "16 false": types.UInt16,
  "32 false": types.UInt32,
  "64 false": types.UInt64,
};
const HALF = 0;
/** Every half is a single as well. */
const floatTypes: readonly (ColumnType | undefined)[] = [types.Float32, types.Float32, types.Float64];
/** Arrow's seconds become milliseconds. */
const timeUnits: readonly TimeUnit[] = ["ms", "ms", "us", "ns"];
const SECONDS = 0;

/** The dtype that a column of an Arrow type gets; undefined if there is none. */
function dtypeOf(type: ArrowType): ColumnType | undefined {
  switch (type.typeId) {
    case TypeId.Null:
      return types.Null;
    case TypeId.Int:
      return intTypes[`${type.bitWidth} ${type.isSigned}`];
    case TypeId.Float:
      return floatTypes[type.precision ?? 0];
    case TypeId.Bool:
      return types.Bool;
    case TypeId.Utf8:
    case TypeId.LargeUtf8:
    case TypeId.Utf8View:
      return types.Utf8;
    case TypeId.Date:
      return type.unit === 0 ? types.Date_ : types.Datetime("ms");
    case TypeId.Timestamp:
      return types.Datetime(timeUnits[type.unit ?? 0], type.timezone ?? null);
    case TypeId.Duration:
      return types.Duration(timeUnits[type.unit ?? 0]);
    case TypeId.Dictionary: {
      const values = type.dictionary === undefined ? undefined : dtypeOf(type.dictionary);
      return values?.kind === "Utf8" ? types.Categorical : undefined;
    }
    case TypeId.List:
    case TypeId.LargeList:
    case TypeId.FixedSizeList: {
      const inner = type.children?.[0] === undefined ? undefined : dtypeOf(type.children[0].type);
      return inner && types.List(inner);
    }
    default:
      return undefined;
  }
}

function chunkOf(data: ArrowData, type: ArrowType, dtype: ColumnType, blocks: Blocks, name: string): Chunk {
  const { length } = data;
  const { allocations } = blocks;
  if (dtype.kind === "Null") {
    const bitmap = blocks.allocZeroed(bitmapBytes(length));
    return { length, values: bitmap, validity: bitmap, nullCount: length, allocations };
  }
  const nulls = copyValidity(data, blocks);
  if (dtype.kind === "List") return { length, values: copyLists(data, type, dtype, blocks, name), ...nulls, allocations };
  if (dtype.kind === "Utf8") return { length, values: stringViews(data, blocks), ...nulls, allocations };
  if (dtype.kind === "Bool") return { length, values: copyBools(data, blocks), ...nulls, allocations };
  const width = bitWidths[physicalOf[dtype.kind]] / 8;
  const values = blocks.alloc(length * width);
  if (type.typeId === TypeId.Float && type.precision === HALF) {
    widenHalves(data, blocks.heap.view(Float32Array, values, length));
    return { length, values, ...nulls, allocations };
  }
  blocks.heap.bytes(values, length * width).set(new Uint8Array(data.values.buffer, data.values.byteOffset, length * width));
  const inSeconds = (type.typeId === TypeId.Timestamp || type.typeId === TypeId.Duration) && type.unit === SECONDS;
  if (inSeconds) secondsToMilliseconds(blocks.heap.i64s(values, length), nulls.validity, blocks.heap, name);
  return { length, values, ...nulls, allocations };
}

/** The elements of all rows in one vector. */
function copyLists(data: ArrowData, type: ArrowType, dtype: types.List<ColumnType>, blocks: Blocks, name: string): number {
  const { heap } = blocks;
  const { length, valueOffsets } = data;
  const child = data.children?.[0];
  const elementType = type.children?.[0]?.type;
  // Rows that apache-arrow fills a short column up with are null, and have no child.
  if (child === undefined || elementType === undefined) return blocks.allocZeroed(length * LIST_BYTES);
  const size = type.listSize ?? 0;
  const offsetAt = (row: number): number => (type.typeId === TypeId.FixedSizeList ? row * size : Number(valueOffsets[row]));
  const elements = elementsOf(child, elementType, dtype.inner, blocks, name);
  const address = blocks.alloc(length * LIST_BYTES);
  const words = heap.u32s(address, length * 4);
  for (let row = 0; row < length; row++) {
    const first = offsetAt(row);
    words.set([offsetAt(row + 1) - first, first, elements.values, elements.validity], row * 4);
  }
  return address;
}

/** In lists, strings of dictionaries are views. */
function elementsOf(data: ArrowData, type: ArrowType, dtype: ColumnType, blocks: Blocks, name: string): Pick<Chunk, "values" | "validity"> {
  if (dtype.kind !== "Categorical" || data.length === 0) return chunkOf(data, type, dtype, blocks, name);
  const { dictionary, chunks } = dictionaryColumn({ type, length: data.length, data: [data] }, blocks);
  const [chunk] = chunks;
  assert(dictionary !== undefined && chunk !== undefined, "a dictionary column without a dictionary");
  const values = blocks.alloc(data.length * VIEW_BYTES);
  const codes = blocks.heap.u32s(chunk.values, data.length);
  for (let row = 0; row < data.length; row++) {
    const view = blocks.heap.bytes(dictionary.values + (codes[row] as number) * VIEW_BYTES, VIEW_BYTES);
    blocks.heap.bytes(values + row * VIEW_BYTES, VIEW_BYTES).set(view);
  }
  return { values, validity: chunk.validity };
}

function copyBools(data: ArrowData, blocks: Blocks): number {
  const bytes = bitmapBytes(data.length);
  const address = blocks.allocZeroed(bytes);
  const source = new Uint8Array(data.values.buffer, data.values.byteOffset, data.values.byteLength);
  copyBits(source, data.offset, blocks.heap.bytes(address, bytes), 0, data.length);
  return address;
}

/** A half: a bit of sign, 5 of exponent, 10 of fraction. */
function widenHalves(data: ArrowData, out: Float32Array): void {
  const halves = new Uint16Array(data.values.buffer, data.values.byteOffset, out.length);
  for (const [row, half] of halves.entries()) {
    const exponent = (half >>> 10) & 31;
    const fraction = half & 1023;
    const magnitude =
      exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : exponent === 0
          ? fraction * 2 ** -24
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    out[row] = half >>> 15 === 0 ? magnitude : -magnitude;
  }
}

const INT64_MAX = 2n ** 63n - 1n;

function secondsToMilliseconds(ticks: BigInt64Array, validity: number, heap: Heap, name: string): void {
  for (let row = 0; row < ticks.length; row++) {
    const scaled = (ticks[row] as bigint) * 1000n;
    const fits = scaled <= INT64_MAX && scaled >= -INT64_MAX;
    if (!fits && (validity === 0 || heap.getBit(validity, row))) {
      throw new InvalidOperationError(
        `column ${JSON.stringify(name)}: ${ticks[row]} seconds at index ${row} are too many for milliseconds`,
      );
    }
    ticks[row] = fits ? scaled : 0n;
  }
}
