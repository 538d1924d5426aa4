// String columns from JavaScript strings: views, and dictionaries of views.

import type { ColumnType } from "../types/index.js";
import type { Blocks } from "./blocks.js";
import type { Chunk, Column } from "./column.js";
import { refusal } from "./encode.js";

export const VIEW_BYTES = 16;
/** Longer strings have their bytes outside of the view. */
export const INLINE_BYTES_MAX = 12;

/** Strings encoded together: one call of the encoder for many, and little memory in between. */
const GROUP_ROWS = 4096;
const UTF8_BYTES_PER_UNIT_MAX = 3;

/** UTF-8 bytes of strings, one after the other; string i ends at `ends[i]`. */
interface EncodedStrings {
  readonly bytes: Uint8Array;
  readonly ends: Float64Array | Uint32Array | Int32Array;
}

/** A Utf8 or Categorical column of `values`, whose nulls are known. */
export function buildStrings(
  values: readonly unknown[],
  nulls: Pick<Chunk, "validity" | "nullCount">,
  blocks: Blocks,
  dtype: ColumnType,
  place: string,
): Column {
  const length = values.length;
  const shape = { dtype, length, nullCount: nulls.nullCount };
  const chunk = (address: number): Chunk[] =>
    length === 0 ? [] : [{ length, values: address, ...nulls, allocations: blocks.allocations }];
  if (dtype.kind === "Utf8") {
    checkStrings(values, dtype, place);
    return { ...shape, physical: "view", chunks: chunk(writeStrings(values, blocks)) };
  }
  const { codes, distinct } = encodeDictionary(values, dtype, place);
  const address = blocks.alloc(codes.byteLength);
  blocks.heap.u32s(address, length).set(codes);
  const dictionary = { count: distinct.length, values: writeStrings(distinct, blocks), allocations: blocks.allocations };
  return { ...shape, physical: "codes", chunks: chunk(address), dictionary };
}

/** Codes in order of first appearance; null rows get 0. */
function encodeDictionary(
  values: readonly unknown[],
  dtype: ColumnType,
  place: string,
): { readonly codes: Uint32Array; readonly distinct: readonly string[] } {
  const codeOf = new Map<string, number>();
  const distinct: string[] = [];
  const codes = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    if (typeof value !== "string") throw refusal(value, row, dtype, "strings", false, place);
    let code = codeOf.get(value);
    if (code === undefined) {
      // Lone surrogates all encode to the same bytes, and what differs in them only must not stand in the dictionary twice.
      const encodable = value.replace(/[\ud800-\udfff]/gu, "\ufffd");
      code = codeOf.get(encodable) ?? distinct.push(encodable) - 1;
      codeOf.set(encodable, code).set(value, code);
    }
    codes[row] = code;
  }
  return { codes, distinct };
}

export function checkStrings(values: readonly unknown[], dtype: ColumnType, place: string): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value !== "string" && value !== null && value !== undefined) throw refusal(value, row, dtype, "strings", false, place);
  }
}

/** The address of the views of `values`; null and undefined as empty strings. There is room for at least one view. */
export function writeStrings(values: readonly unknown[], blocks: Blocks): number {
  return writeViews(encodeStrings(values), values.length, blocks);
}

/** The address of views of strings that follow each other in `bytes`. Those that are long are copied into one block. */
export function writeViews({ bytes, ends }: EncodedStrings, count: number, blocks: Blocks, start = 0): number {
  const { heap } = blocks;
  let longBytes = 0;
  for (let row = 0, from = start; row < count; row++) {
    const end = ends[row] as number;
    if (end - from > INLINE_BYTES_MAX) longBytes += end - from;
    from = end;
  }
  const views = blocks.allocZeroed(Math.max(count, 1) * VIEW_BYTES);
  let long = longBytes === 0 ? 0 : blocks.alloc(longBytes);
  const longStart = long;
  const longs = heap.bytes(long, longBytes);
  const words = heap.u32s(views, count * 4);
  const inline = heap.bytes(views, count * VIEW_BYTES);
  for (let row = 0, from = start; row < count; row++) {
    const end = ends[row] as number;
    const length = end - from;
    words[row * 4] = length;
    const prefix = row * VIEW_BYTES + 4;
    const kept = length > INLINE_BYTES_MAX ? 4 : length;
    for (let index = 0; index < kept; index++) inline[prefix + index] = bytes[from + index] as number;
    if (length > INLINE_BYTES_MAX) {
      words[row * 4 + 3] = long;
      longs.set(bytes.subarray(from, end), long - longStart);
      long += length;
    }
    from = end;
  }
  return views;
}

const encoder = new TextEncoder();

function encodeStrings(values: readonly unknown[]): EncodedStrings {
  const ends = new Float64Array(values.length);
  let bytes = new Uint8Array(Math.min(values.length, GROUP_ROWS) * INLINE_BYTES_MAX);
  let used = 0;
  for (let first = 0; first < values.length; first += GROUP_ROWS) {
    const last = Math.min(first + GROUP_ROWS, values.length);
    const joined = values.slice(first, last).join("");
    bytes = withRoom(bytes, used, joined.length * UTF8_BYTES_PER_UNIT_MAX);
    const { written } = encoder.encodeInto(joined, bytes.subarray(used));
    if (written === joined.length) {
      for (let row = first; row < last; row++) {
        used += (values[row] as string | null | undefined)?.length ?? 0;
        ends[row] = used;
      }
    } else {
      // One by one: the bytes of each are to be counted, and halves of a surrogate pair in two strings must not become one character.
      for (let row = first; row < last; row++) {
        used += encoder.encodeInto((values[row] as string | null | undefined) ?? "", bytes.subarray(used)).written;
        ends[row] = used;
      }
    }
  }
  return { bytes, ends };
}

function withRoom(bytes: Uint8Array<ArrayBuffer>, used: number, more: number): Uint8Array<ArrayBuffer> {
  if (used + more <= bytes.length) return bytes;
  const larger = new Uint8Array(Math.max(used + more, bytes.length * 2));
  larger.set(bytes.subarray(0, used));
  return larger;
}
