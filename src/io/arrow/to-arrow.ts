// Frames as apache-arrow tables, over the same memory where Arrow's layout is ours.

import type * as arrow from "apache-arrow";
import {
  allocationsOf,
  Blocks,
  bitAt,
  bitmapBytes,
  buildColumn,
  type Chunk,
  type Column,
  columnToArray,
  type Dictionary,
  discard,
  type FrameData,
  flattenLists,
  INLINE_BYTES_MAX,
  VIEW_BYTES,
  validityOf,
} from "../../column/index.js";
import { assertNever, InvalidOperationError } from "../../errors/index.js";
import type { Allocation, Heap } from "../../memory/index.js";
import { bitWidths, type ColumnType, plainPhysical, type TimeUnit } from "../../types/index.js";

export type Arrow = typeof arrow;

/**
 * The frame as a Table of `lib`. Numbers, bools, dates, codes of Categoricals and validity are not copied, so they are gone when the frame
 * is disposed; strings and elements of lists are. In unshared memory all is copied: there, views end when the memory grows.
 * The dtype alone decides about the Arrow type, and not how a column is held: a Utf8 column of codes is written out.
 */
export function frameToArrow({ columns, height }: FrameData, heap: Heap, lib: Arrow): arrow.Table {
  // Named by position at first: an object would put names like "7" before all others.
  const vectors = columns.map(({ column }, index) => [`column ${index}`, vectorOf(column, heap, lib)] as const);
  const table = new lib.Table(Object.fromEntries(vectors));
  const schema = new lib.Schema(table.schema.fields.map((field, index) => field.clone({ name: columns[index]?.name ?? "" })));
  // Of no rows, apache-arrow makes a batch that lacks the dictionaries.
  const batches =
    height === 0
      ? [
          emptyBatch(
            vectors.map(([, vector]) => vector.data[0]!),
            schema,
            lib,
          ),
        ]
      : table.batches.map(({ data }) => data);
  return new lib.Table(
    schema,
    batches.map((data) => new lib.RecordBatch(schema, data)),
  );
}

function emptyBatch(children: readonly arrow.Data[], schema: arrow.Schema, lib: Arrow): arrow.Data<arrow.Struct> {
  return makeData(lib, { type: new lib.Struct(schema.fields), length: 0, nullCount: 0, children }) as arrow.Data<arrow.Struct>;
}

function vectorOf(column: Column, heap: Heap, lib: Arrow, share = heap.shared): arrow.Vector {
  const isCategorical = column.dtype.kind === "Categorical";
  if (isCategorical && column.dictionary === undefined) return codedVector(column, heap, lib);
  const type = isCategorical ? new lib.Dictionary(new lib.Utf8(), new lib.Uint32()) : plainTypeOf(column.dtype, lib);
  const dictionary = isCategorical ? dictionaryVector(column.dictionary!, heap, lib) : undefined;
  const chunks = column.chunks.length > 0 ? column.chunks : [{ length: 0, values: 0, validity: 0, nullCount: 0, allocations: [] }];
  return lib.makeVector(chunks.map((chunk) => dataOf(column, chunk, type, dictionary, heap, lib, share)) as unknown as arrow.Data);
}

/** Of Categoricals that a query has made of several dictionaries, or of none. */
function codedVector(column: Column, heap: Heap, lib: Arrow): arrow.Vector {
  const coded = buildColumn(columnToArray(column, heap), heap, column.dtype);
  try {
    return vectorOf(coded, heap, lib, false);
  } finally {
    discard(allocationsOf(coded));
  }
}

/** Arrow's time units, as apache-arrow numbers them. */
const timeUnits: Readonly<Record<TimeUnit, number>> = { ms: 1, us: 2, ns: 3 };

function plainTypeOf(dtype: ColumnType, lib: Arrow): arrow.DataType {
  switch (dtype.kind) {
    case "Null":
      return new lib.Null();
    case "Bool":
      return new lib.Bool();
    case "Int8":
      return new lib.Int8();
    case "Int16":
      return new lib.Int16();
    case "Int32":
      return new lib.Int32();
    case "Int64":
      return new lib.Int64();
    case "UInt8":
      return new lib.Uint8();
    case "UInt16":
      return new lib.Uint16();
    case "UInt32":
      return new lib.Uint32();
    case "UInt64":
      return new lib.Uint64();
    case "Float32":
      return new lib.Float32();
    case "Float64":
      return new lib.Float64();
    case "Utf8":
    case "Categorical":
      return new lib.Utf8();
    case "Date":
      return new lib.DateDay();
    case "Datetime":
      return new lib.Timestamp(timeUnits[dtype.unit], dtype.timeZone);
    case "Duration":
      return new lib.Duration(timeUnits[dtype.unit]);
    case "List":
      return new lib.List(new lib.Field("item", plainTypeOf(dtype.inner, lib), true));
    default:
      return assertNever(dtype, "dtype");
  }
}

function dataOf(
  column: Column,
  chunk: Chunk,
  type: arrow.DataType,
  dictionary: arrow.Vector | undefined,
  heap: Heap,
  lib: Arrow,
  share = heap.shared,
): arrow.Data {
  const { length, nullCount } = chunk;
  const bytesAt = (address: number, byteLength: number): Uint8Array =>
    share ? sharedBytes(address, byteLength, chunk.allocations, heap) : heap.bytes(address, byteLength).slice();
  const nullBitmap = chunk.validity === 0 ? null : bytesAt(chunk.validity, bitmapBytes(length));
  const common = { type, length, nullCount, nullBitmap };
  if (column.dtype.kind === "Null") return makeData(lib, { type, length });
  if (column.dtype.kind === "List") return makeData(lib, { ...common, ...listsOf(column.dtype.inner, chunk, heap, lib) });
  if (column.dtype.kind === "Utf8" || column.physical === "view") {
    const { dictionary } = column;
    const codes = dictionary && heap.u32s(chunk.values, length);
    const { bytes, offsets } = copyStrings(dictionary?.values ?? chunk.values, length, chunk, heap, codes);
    return makeData(lib, { ...common, data: bytes, valueOffsets: offsets });
  }
  const byteLength = column.physical === "bool" ? bitmapBytes(length) : (length * bitWidths[column.physical]) / 8;
  const bytes = bytesAt(chunk.values, byteLength);
  const data = column.physical === "bool" ? bytes : typed(bytes, type);
  return makeData(lib, { ...common, data, ...(dictionary && { dictionary }) });
}

/** Offsets and the elements' data, which is not in shared memory. */
function listsOf(
  inner: ColumnType,
  chunk: Chunk,
  heap: Heap,
  lib: Arrow,
): { readonly valueOffsets: Int32Array; readonly child: arrow.Data } {
  const blocks = new Blocks(heap);
  try {
    const { elements, offsets } = flattenLists(chunk, inner, blocks);
    if (elements.length > OFFSET_MAX)
      throw new InvalidOperationError(`toArrow: the lists of a chunk have more than ${OFFSET_MAX} elements`);
    const column = {
      dtype: inner,
      physical: plainPhysical(inner),
      length: elements.length,
      nullCount: elements.nullCount,
      chunks: [elements],
    };
    return {
      valueOffsets: Int32Array.from(offsets),
      child: dataOf(column, elements, plainTypeOf(inner, lib), undefined, heap, lib, false),
    };
  } finally {
    discard(blocks.allocations);
  }
}

/** The types of apache-arrow's overloads need the type of the data to be known at compile time. */
function makeData(lib: Arrow, props: object): arrow.Data {
  return (lib.makeData as (props: object) => arrow.Data)(props);
}

function dictionaryVector(dictionary: Dictionary, heap: Heap, lib: Arrow): arrow.Vector {
  const { bytes, offsets } = copyStrings(dictionary.values, dictionary.count, undefined, heap);
  const props = { type: new lib.Utf8(), length: dictionary.count, nullCount: 0, data: bytes, valueOffsets: offsets };
  return lib.makeVector(makeData(lib, props));
}

type ArrayType = { new (buffer: ArrayBufferLike, byteOffset: number, length: number): ArrayBufferView; readonly BYTES_PER_ELEMENT: number };

/** As the array class that the Arrow type has. */
function typed(bytes: Uint8Array, type: arrow.DataType): ArrayBufferView {
  const ArrayClass = type.ArrayType as unknown as ArrayType;
  return new ArrayClass(bytes.buffer, bytes.byteOffset, bytes.byteLength / ArrayClass.BYTES_PER_ELEMENT);
}

/** The bytes themselves, which then stay until `dispose()`. */
function sharedBytes(address: number, byteLength: number, allocations: readonly Allocation[], heap: Heap): Uint8Array {
  for (const allocation of allocations) allocation.pin();
  return heap.bytes(address, byteLength);
}

const OFFSET_MAX = 2 ** 31 - 1;

/** The strings of views one after the other, and the offset of each; null rows are empty. Not in shared memory: TextDecoder reads it. */
function copyStrings(
  views: number,
  count: number,
  chunk: Chunk | undefined,
  heap: Heap,
  /** Row to view, where that is not the row's own. */
  codes?: Uint32Array,
): { readonly bytes: Uint8Array; readonly offsets: Int32Array } {
  const validity = chunk === undefined ? undefined : validityOf(chunk, heap);
  const offsets = new Int32Array(count + 1);
  let total = 0;
  for (let row = 0; row < count; row++) {
    if (validity === undefined || bitAt(validity, row)) total += heap.getU32(views + (codes?.[row] ?? row) * VIEW_BYTES);
    if (total > OFFSET_MAX) throw new InvalidOperationError(`toArrow: the strings of a chunk take more than ${OFFSET_MAX} bytes`);
    offsets[row + 1] = total;
  }
  const bytes = new Uint8Array(total);
  for (let row = 0; row < count; row++) {
    const start = offsets[row] as number;
    const length = (offsets[row + 1] as number) - start;
    if (length === 0) continue;
    const view = views + (codes?.[row] ?? row) * VIEW_BYTES;
    bytes.set(heap.bytes(length > INLINE_BYTES_MAX ? heap.getU32(view + 12) : view + 4, length), start);
  }
  return { bytes, offsets };
}
