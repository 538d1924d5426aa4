// A hash table that numbers distinct strings 0, 1, 2, … in order of appearance. Entries are the upper half of the hash
// (u32) and number + 1 (u32, 0: free); the strings themselves stand aside, one view a number.

import { equalViews, hashView, NONE } from "./hash";

/**
 * Numbers the views of rows `from` to `rows` into `ids`; null rows get 0. `strings` has room for half as many views as the
 * table has slots, `state` holds their count. Gives the row at which the table was full, or `rows`.
 */
export function join_number_views(views: usize, validity: usize, ids: usize, table: usize, bits: i32, strings: usize, state: usize, from: i32, rows: i32): i32 {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  const limit = <u32>1 << (bits - 1);
  let count = load<u32>(state), row = from;
  for (; row < rows && count < limit; row++) {
    const id = ids + (<usize>row << 2);
    if (validity && ((load<u8>(validity + (row >> 3)) >> <u8>(row & 7)) & 1) == 0) {
      store<u32>(id, 0);
      continue;
    }
    const view = views + (<usize>row << 4);
    const hash = hashView(view);
    const tag = <u32>(hash >> 32);
    let slot = <usize>(hash >> shift);
    while (true) {
      const entry = table + (slot << 3);
      const number = load<u32>(entry, 4);
      if (!number) {
        v128.store(strings + (<usize>count << 4), v128.load(view));
        store<u32>(entry, tag);
        store<u32>(entry, ++count, 4);
        store<u32>(id, count - 1);
        break;
      }
      if (load<u32>(entry) == tag && equalViews(strings + (<usize>(number - 1) << 4), view)) {
        store<u32>(id, number - 1);
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  store<u32>(state, count);
  return row;
}

export function join_enlarge_views(from: usize, fromBits: i32, into: usize, bits: i32): void {
  // A table has at most 2^32 slots, so the half hash holds all bits that choose one.
  const shift = <u32>(32 - bits), mask = (<usize>1 << bits) - 1;
  for (let entry = from, end = from + (<usize>8 << fromBits); entry < end; entry += 8) {
    if (!load<u32>(entry, 4)) continue;
    let slot = <usize>(load<u32>(entry) >> shift);
    while (load<u32>(into + (slot << 3), 4)) slot = (slot + 1) & mask;
    store<u64>(into + (slot << 3), load<u64>(entry));
  }
}

/** Numbers of views, NONE for those that are not in the table. Null rows get anything. */
export function join_find_views(views: usize, validity: usize, list: usize, table: usize, bits: i32, strings: usize, out: usize, count: i32): void {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = list ? <usize>load<u32>(list + (index << 2)) : index;
    let number: u32 = 0;
    if (!validity || ((load<u8>(validity + (row >> 3)) >> <u8>(row & 7)) & 1) != 0) {
      const view = views + (row << 4);
      const hash = hashView(view);
      const tag = <u32>(hash >> 32);
      let slot = <usize>(hash >> shift);
      while (true) {
        const entry = table + (slot << 3);
        number = load<u32>(entry, 4);
        if (!number || (load<u32>(entry) == tag && equalViews(strings + (<usize>(number - 1) << 4), view))) break;
        slot = (slot + 1) & mask;
      }
    }
    store<u32>(out + (index << 2), number ? number - 1 : NONE);
  }
}
