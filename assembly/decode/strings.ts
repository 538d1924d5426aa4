// String views (src/column/column.ts has their layout) over the bytes of a page.

import { INLINE_BYTES, INLINE_MASKS } from "../lib/view";

/** The view of a string that its length stands before, as PLAIN has it: a view starts with just that. */
// @ts-ignore: decorator
@inline
export function storePrefixedView(out: usize, prefixed: usize, length: u32): void {
  if (length <= INLINE_BYTES) v128.store(out, v128.and(v128.load(prefixed), v128.load(INLINE_MASKS + (<usize>length << 4))));
  else {
    store<u64>(out, load<u64>(prefixed));
    store<u64>(out, <u64>(prefixed + 4) << 32, 8);
  }
}

/** Views of `count` PLAIN strings; the address after them, or 0 when they end early. */
export function plainViews(at: usize, end: usize, out: usize, count: u32): usize {
  for (let index: u32 = 0; index < count; index++) {
    if (end - at < 4) return 0;
    const length = load<u32>(at);
    if (<usize>length > end - at - 4) return 0;
    storePrefixedView(out, at, length);
    out += 16;
    at += 4 + <usize>length;
  }
  return at;
}

/** The address after `count` PLAIN strings, or 0. */
export function skipPlainStrings(at: usize, end: usize, count: u32): usize {
  for (let index: u32 = 0; index < count; index++) {
    if (end - at < 4) return 0;
    const length = load<u32>(at);
    if (<usize>length > end - at - 4) return 0;
    at += 4 + <usize>length;
  }
  return at;
}
