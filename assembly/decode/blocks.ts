// Page memory, recycled: fresh memory costs more to touch than the decoding that is done in it. Blocks go round in a
// cursor's lists: in use by the page or the dictionary, retired (string views of the current batch point into them), spare.

import { alloc, free } from "../lib/allocator";
import { Cursor, OUT_VIEW } from "./cursor";

/** A block starts with the address of the next in its list and its own capacity. */
const HEADER: usize = 64;
/** Decompressors and vector loads go this far past the end. */
export const PADDING: usize = 64;

/** Memory until the page is left; 0 when there is none. */
export function pageMemory(cursor: Cursor, bytes: usize): usize {
  const block = take(cursor, bytes);
  if (!block) return 0;
  store<u32>(block, <u32>cursor.pageBlocks);
  cursor.pageBlocks = block;
  return block + HEADER;
}

/** Memory until the cursor is opened on another chunk; 0 when there is none. */
export function dictionaryMemory(cursor: Cursor, bytes: usize): usize {
  const block = take(cursor, bytes);
  if (!block) return 0;
  store<u32>(block, <u32>cursor.dictionaryBlocks);
  cursor.dictionaryBlocks = block;
  return block + HEADER;
}

/** The page is done. */
export function leavePage(cursor: Cursor): void {
  if (cursor.output == OUT_VIEW) cursor.retiredBlocks = join(cursor.pageBlocks, cursor.retiredBlocks);
  else cursor.spareBlocks = join(cursor.pageBlocks, cursor.spareBlocks);
  cursor.pageBlocks = 0;
}

/** The batch before is done. */
export function leaveBatch(cursor: Cursor): void {
  if (!cursor.retiredBlocks) return;
  cursor.spareBlocks = join(cursor.retiredBlocks, cursor.spareBlocks);
  cursor.retiredBlocks = 0;
}

/** The chunk is done. */
export function leaveChunk(cursor: Cursor): void {
  leavePage(cursor);
  leaveBatch(cursor);
  cursor.spareBlocks = join(cursor.dictionaryBlocks, cursor.spareBlocks);
  cursor.dictionaryBlocks = 0;
}

/** Gives all of the cursor's memory back. */
export function freeBlocks(cursor: Cursor): void {
  leaveChunk(cursor);
  freeSpare(cursor);
}

/** Gives memory back that is not in use. */
export function freeSpare(cursor: Cursor): void {
  for (let block = cursor.spareBlocks; block; ) {
    const next = <usize>load<u32>(block);
    free(block);
    block = next;
  }
  cursor.spareBlocks = 0;
}

function take(cursor: Cursor, bytes: usize): usize {
  let before: usize = 0;
  for (let block = cursor.spareBlocks; block; block = <usize>load<u32>(block)) {
    const next = load<u32>(block);
    if (<usize>load<u32>(block, 4) >= bytes) {
      if (before) store<u32>(before, next);
      else cursor.spareBlocks = next;
      return block;
    }
    before = block;
  }
  // A spare block that was too small makes room for the one that fits, so that the list stays short.
  const small = cursor.spareBlocks;
  if (small) {
    cursor.spareBlocks = <usize>load<u32>(small);
    free(small);
  }
  const block = alloc(bytes + HEADER + PADDING, cursor.arena);
  if (block) store<u32>(block, <u32>bytes, 4);
  return block;
}

function join(first: usize, second: usize): usize {
  if (!first) return second;
  let last = first;
  while (load<u32>(last)) last = <usize>load<u32>(last);
  store<u32>(last, <u32>second);
  return first;
}
