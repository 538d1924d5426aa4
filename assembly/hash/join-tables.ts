// Hash tables that number distinct keys 0, 1, 2, … in order of appearance: of one word, and of two. Linear probing, the key
// beside its number, at most half full. Building stops at a full table, for the caller to enlarge it; finding only reads.

import { hashPair, hashWord, NONE } from "./hash";

// Entries of words: u64 key, u32 number + 1 (0: free), u32 unused. Of pairs: two u64 keys, then the same.
const WORD_ENTRY: usize = 16;
const PAIR_ENTRY: usize = 24;

/** Rows whose first slots are fetched before any is looked at, so that cache misses overlap. */
const AHEAD: i32 = 128;

/**
 * Numbers the words of rows `from` to `rows` into `ids`, except where that is NONE already. `state`: u32 count of keys, u32 unused.
 * Gives the row at which the table was full, or `rows`.
 */
export function join_number_words(words: usize, ids: usize, table: usize, bits: i32, state: usize, from: i32, rows: i32): i32 {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  const limit = <u32>1 << (bits - 1);
  let count = load<u32>(state), row = from;
  let fetched = from, touched: u32 = 0;
  for (; row < rows && count < limit; row++) {
    if (row == fetched) {
      fetched = min(row + AHEAD, rows);
      for (let next = row; next < fetched; next++) {
        touched += load<u32>(table + <usize>(hashWord(load<u64>(words + (<usize>next << 3))) >> shift) * WORD_ENTRY, 8);
      }
    }
    const id = ids + (<usize>row << 2);
    if (load<u32>(id) == NONE) continue;
    const key = load<u64>(words + (<usize>row << 3));
    let slot = <usize>(hashWord(key) >> shift);
    while (true) {
      const entry = table + slot * WORD_ENTRY;
      const number = load<u32>(entry, 8);
      if (!number) {
        store<u64>(entry, key);
        store<u32>(entry, ++count, 8);
        store<u32>(id, count - 1);
        break;
      }
      if (load<u64>(entry) == key) {
        store<u32>(id, number - 1);
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  store<u32>(state, count);
  // Kept, so that the fetching loads are not optimised away.
  store<u32>(state, touched, 4);
  return row;
}

/** Moves the entries of one table into a larger one. Slots are top bits of hashes, so both are passed through in order. */
export function join_enlarge_words(from: usize, fromBits: i32, into: usize, bits: i32): void {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  for (let entry = from, end = from + (WORD_ENTRY << fromBits); entry < end; entry += WORD_ENTRY) {
    if (!load<u32>(entry, 8)) continue;
    let slot = <usize>(hashWord(load<u64>(entry)) >> shift);
    while (load<u32>(into + slot * WORD_ENTRY, 8)) slot = (slot + 1) & mask;
    v128.store(into + slot * WORD_ENTRY, v128.load(entry));
  }
}

/** Numbers of words, NONE for those that are not in the table. `slots`: room for `AHEAD` u32. */
export function join_find_words(words: usize, table: usize, bits: i32, slots: usize, out: usize, count: i32): void {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  let touched: u32 = 0;
  for (let base = 0; base < count; base += AHEAD) {
    const many = <usize>min(AHEAD, count - base);
    const keys = words + (<usize>base << 3), found = out + (<usize>base << 2);
    for (let index: usize = 0; index < many; index++) {
      const slot = <usize>(hashWord(load<u64>(keys + (index << 3))) >> shift);
      store<u32>(slots + (index << 2), <u32>slot);
      touched += load<u32>(table + slot * WORD_ENTRY, 8);
    }
    for (let index: usize = 0; index < many; index++) {
      const key = load<u64>(keys + (index << 3));
      let slot = <usize>load<u32>(slots + (index << 2));
      let entry = table + slot * WORD_ENTRY;
      let number = load<u32>(entry, 8);
      while (number && load<u64>(entry) != key) {
        slot = (slot + 1) & mask;
        entry = table + slot * WORD_ENTRY;
        number = load<u32>(entry, 8);
      }
      store<u32>(found + (index << 2), number - 1);
    }
  }
  // Kept, so that the fetching loads are not optimised away.
  store<u32>(slots, touched);
}

/** As `join_number_words`, of the pairs of the word in `firsts` and the word in `seconds`. */
export function join_number_pairs(firsts: usize, seconds: usize, ids: usize, table: usize, bits: i32, state: usize, from: i32, rows: i32): i32 {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  const limit = <u32>1 << (bits - 1);
  let count = load<u32>(state), row = from;
  for (; row < rows && count < limit; row++) {
    const id = ids + (<usize>row << 2);
    if (load<u32>(id) == NONE) continue;
    const first = load<u64>(firsts + (<usize>row << 3)), second = load<u64>(seconds + (<usize>row << 3));
    let slot = <usize>(hashPair(first, second) >> shift);
    while (true) {
      const entry = table + slot * PAIR_ENTRY;
      const number = load<u32>(entry, 16);
      if (!number) {
        store<u64>(entry, first);
        store<u64>(entry, second, 8);
        store<u32>(entry, ++count, 16);
        store<u32>(id, count - 1);
        break;
      }
      if (load<u64>(entry) == first && load<u64>(entry, 8) == second) {
        store<u32>(id, number - 1);
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  store<u32>(state, count);
  return row;
}

export function join_enlarge_pairs(from: usize, fromBits: i32, into: usize, bits: i32): void {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  for (let entry = from, end = from + (PAIR_ENTRY << fromBits); entry < end; entry += PAIR_ENTRY) {
    const number = load<u32>(entry, 16);
    if (!number) continue;
    let slot = <usize>(hashPair(load<u64>(entry), load<u64>(entry, 8)) >> shift);
    while (load<u32>(into + slot * PAIR_ENTRY, 16)) slot = (slot + 1) & mask;
    v128.store(into + slot * PAIR_ENTRY, v128.load(entry));
    store<u32>(into + slot * PAIR_ENTRY, number, 16);
  }
}

export function join_find_pairs(firsts: usize, seconds: usize, table: usize, bits: i32, out: usize, count: i32): void {
  const shift = <u64>(64 - bits), mask = (<usize>1 << bits) - 1;
  for (let index: usize = 0; index < <usize>count; index++) {
    const first = load<u64>(firsts + (index << 3)), second = load<u64>(seconds + (index << 3));
    let slot = <usize>(hashPair(first, second) >> shift);
    let entry = table + slot * PAIR_ENTRY;
    let number = load<u32>(entry, 16);
    while (number && (load<u64>(entry) != first || load<u64>(entry, 8) != second)) {
      slot = (slot + 1) & mask;
      entry = table + slot * PAIR_ENTRY;
      number = load<u32>(entry, 16);
    }
    store<u32>(out + (index << 2), number - 1);
  }
}
