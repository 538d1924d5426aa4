// What the grouping kernels share: bitmap masks, memory, ordering views and keeping them.

import { alloc } from "../lib/allocator";
import { out_of_memory } from "../lib/scratch";

/** Memory owned by `arena`; traps when there is none. */
export function arenaAlloc(bytes: usize, arena: usize): usize {
  const at = alloc(bytes, arena);
  if (!at) out_of_memory();
  return at;
}

/** The order of two views' strings, by bytes: negative, 0, positive. */
export function compareViews(left: usize, right: usize): i32 {
  const a = bswap<u32>(load<u32>(left, 4)), b = bswap<u32>(load<u32>(right, 4));
  // A string shorter than the prefix has zeros there; equal prefixes leave it to the bytes and lengths.
  if (a != b) return a < b ? -1 : 1;
  const leftLength = <usize>load<u32>(left), rightLength = <usize>load<u32>(right);
  const common = min(leftLength, rightLength);
  const leftBytes = viewBytes(left), rightBytes = viewBytes(right);
  for (let at: usize = 0; at < common; at++) {
    const difference = <i32>load<u8>(leftBytes + at) - <i32>load<u8>(rightBytes + at);
    if (difference != 0) return difference;
  }
  return <i32>(leftLength > rightLength) - <i32>(leftLength < rightLength);
}

/** Where the bytes of the view's string are. */
// @ts-ignore: decorator
@inline export function viewBytes(view: usize): usize {
  return load<u32>(view) <= 12 ? view + 4 : <usize>load<u32>(view, 12);
}

// @ts-ignore: decorator
@inline export function getBit(bitmap: usize, index: i32): u32 {
  return ((<u32>load<u8>(bitmap + <usize>(index >> 3))) >> (<u32>index & 7)) & 1;
}

/** All ones in the lanes of rows `row` to `row + 3` whose bit is set; `row` is a multiple of 4. */
// @ts-ignore: decorator
@inline export function maskOf4(bitmap: usize, row: i32): v128 {
  const bits = <i32>load<u8>(bitmap + <usize>(row >> 3)) >> (row & 4);
  return i32x4.ne(v128.and(i32x4.splat(bits), i32x4(1, 2, 4, 8)), i32x4.splat(0));
}

// @ts-ignore: decorator
@inline export function element<T>(base: usize, index: i32): usize {
  return base + (<usize>index << alignof<T>());
}

/** NaNs as one and the zeros as one, so that equal keys have equal bits. */
// @ts-ignore: decorator
@inline export function canonical<T>(value: T): T {
  return value != value ? <T>NaN : value + <T>0;
}

// Strings outlive their batch, so a group has a buffer of its own for a long one:
//   element, 24 bytes: view, u32 buffer, u32 bytes of the buffer. All zeros: nothing yet.
export const OWNED: usize = 24;

/** Keeps a copy of the view's string in the element at `at`. */
export function keepView(at: usize, view: usize, arena: usize): void {
  const length = <usize>load<u32>(view);
  v128.store(at, v128.load(view));
  if (length <= 12) return;
  let buffer = <usize>load<u32>(at, 16);
  if (load<u32>(at, 20) < <u32>length) {
    // Generous, as buffers that are outgrown stay with the arena.
    const bytes = (length + (length >> 1) + 63) & ~63;
    buffer = arenaAlloc(bytes, arena);
    store<u32>(at, <u32>buffer, 16);
    store<u32>(at, <u32>bytes, 20);
  }
  memory.copy(buffer, <usize>load<u32>(view, 12), length);
  store<u32>(at, <u32>buffer, 12);
}
