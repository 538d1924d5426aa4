// Dictionary-encoded strings. Arrow's batches may have a dictionary each, with values that are null or repeated; floe's
// column has one, with distinct values that are not null.

import { type Blocks, bitAt, bitmapBytes, type Chunk, type Column, countBits, setBits, writeStrings } from "../../column/index.js";
import { Categorical } from "../../types/index.js";
import type { ArrowData, ArrowVector } from "./arrow-types.js";
import { stringBuffers } from "./from-arrow-strings.js";
import { copyValidity } from "./from-arrow-validity.js";

const NULL_VALUE = -1;

export function dictionaryColumn(vector: ArrowVector, blocks: Blocks): Column {
  const codeOf = new Map<string, number>();
  // Batches usually share their dictionary.
  const known = new Map<ArrowVector, Int32Array>();
  const chunks: Chunk[] = [];
  for (const data of vector.data) {
    if (data.length === 0) continue;
    const { dictionary } = data;
    let codes = dictionary === undefined ? new Int32Array(0) : known.get(dictionary);
    if (codes === undefined) {
      codes = mergedCodes(dictionary as ArrowVector, codeOf);
      known.set(dictionary as ArrowVector, codes);
    }
    chunks.push(recodedChunk(data, codes, blocks));
  }
  const values = writeStrings([...codeOf.keys()], blocks);
  const nullCount = chunks.reduce((sum, chunk) => sum + chunk.nullCount, 0);
  const dictionary = { count: codeOf.size, values, allocations: blocks.allocations };
  return { dtype: Categorical, physical: "codes", length: vector.length, nullCount, chunks, dictionary };
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** For each value of an Arrow dictionary its code in the column's. */
function mergedCodes(dictionary: ArrowVector, codeOf: Map<string, number>): Int32Array {
  const codes = new Int32Array(dictionary.length);
  let index = 0;
  for (const data of dictionary.data) {
    const { bytes, offsets } = stringBuffers(data);
    for (let row = 0; row < data.length; row++, index++) {
      if (isNull(data, row)) {
        codes[index] = NULL_VALUE;
        continue;
      }
      const text = decoder.decode(bytes.slice(offsets[row], offsets[row + 1]));
      const code = codeOf.get(text) ?? codeOf.size;
      codeOf.set(text, code);
      codes[index] = code;
    }
  }
  return codes;
}

function isNull({ nullBitmap, offset }: ArrowData, row: number): boolean {
  return nullBitmap !== null && nullBitmap !== undefined && nullBitmap.byteLength > 0 && !bitAt(nullBitmap, offset + row);
}

function recodedChunk(data: ArrowData, codes: Int32Array, blocks: Blocks): Chunk {
  const { heap, allocations } = blocks;
  const { length } = data;
  const nulls = copyValidity(data, blocks);
  const values = blocks.alloc(length * 4);
  const indices = data.values as unknown as ArrayLike<number | bigint>;
  const nullValues: number[] = [];
  const out = heap.u32s(values, length);
  for (let row = 0; row < length; row++) {
    const code = codes[Number(indices[row])] ?? 0;
    if (code === NULL_VALUE) nullValues.push(row);
    out[row] = Math.max(code, 0);
  }
  if (nullValues.length === 0) return { length, values, ...nulls, allocations };
  return { length, values, ...withNulls(nulls.validity, length, nullValues, blocks), allocations };
}

function withNulls(validity: number, length: number, rows: readonly number[], blocks: Blocks): Pick<Chunk, "validity" | "nullCount"> {
  const bytes = bitmapBytes(length);
  const address = validity === 0 ? blocks.allocZeroed(bytes) : validity;
  const bits = blocks.heap.bytes(address, bytes);
  if (validity === 0) setBits(bits, 0, length);
  for (const row of rows) bits[row >>> 3] = (bits[row >>> 3] as number) & ~(1 << (row & 7));
  return { validity: address, nullCount: length - countBits(blocks.heap, address, length) };
}
