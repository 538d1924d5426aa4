// Pages that several slices of a row group have rows of are decompressed once, by the thread that needs them first. A chunk then
// has a word for each `sliceRows` of its rows: 0, 1 while a thread is at the page, and then where the decompressed page stands.

import { Cursor } from "./cursor";

const AT_WORK: u32 = 1;
/** A page takes milliseconds. Who waited so long for a thread that is lost does its work. */
const WAIT_NS: i64 = 1_000_000_000;
const PAGE_BYTES: u64 = 65536;

/** The current page's word; 0 for pages that are no longer than a slice. */
export function sharedWord(cursor: Cursor): usize {
  const words = cursor.sharedPages, sliceRows = cursor.sliceRows, pageRows = cursor.valueCount;
  if (!words || pageRows <= sliceRows) return 0;
  const firstRow = cursor.rows - cursor.rowsToCome - pageRows;
  // Longer pages begin in slices of their own, and have the start of the next.
  return words + (<usize>((firstRow + sliceRows - 1) / sliceRows) << 2);
}

/** Where the decompressed page stands, of `bytes` bytes; 0: this thread is to make it, and to call `publishPage`. */
export function claimPage(word: usize, bytes: usize): usize {
  let found = atomic.cmpxchg<u32>(word, 0, AT_WORK);
  while (found == AT_WORK) {
    if (atomic.wait<i32>(word, AT_WORK, WAIT_NS) == AtomicWaitResult.TIMED_OUT) return 0;
    found = atomic.cmpxchg<u32>(word, 0, AT_WORK);
  }
  // Fills and copies trap until this thread learns that another one made the memory larger.
  if (<u64>found + bytes > <u64>memory.size() * PAGE_BYTES) memory.grow(0);
  return <usize>found;
}

/** `page`: 0 when it could not be made; others try then, and fail by themselves. */
export function publishPage(word: usize, page: usize): void {
  atomic.store<u32>(word, <u32>page);
  atomic.notify(word, -1);
}
