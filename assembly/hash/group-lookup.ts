// Groups of rows by their keys (group-table.ts), a block of rows at a time in passes that don't branch on the data, so that cache misses
// overlap: each row's candidate, told by its tag in the first two entries that its key may have; then whether that group's key is the row's.
// Rows that are left, since their keys are new or further from their first entry, are looked up one by one, in their order.

import { scratch_alloc, scratch_mark, scratch_release } from "../lib/scratch";
import { groupAscending } from "./group-append";
import { element, getBit } from "./group-lib";
import { groupOfPair, groupOfRow, groupOfTaggedView, groupOfView, groupOfWord, hashKeys, nullGroup } from "./group-table";
import { equalViews, hashPair, hashView, hashWord } from "./hash";

const WORD = 0, PAIR = 1, ROW = 2, VIEW = 3;

/** Rows whose entries and keys stay in L1 from pass to pass. */
const BLOCK_ROWS = 128;
// A block's working memory, u32s: selected rows, tags, and the places in the block of rows that are left.
const TAGS: usize = BLOCK_ROWS * 4;
const LEFT: usize = BLOCK_ROWS * 8;
const BLOCK_BYTES: usize = BLOCK_ROWS * 12;

// @ts-ignore: decorator
@inline function mask32(condition: bool): u32 { return 0 - <u32>condition; }

/** The upper half of the key's hash. */
// @ts-ignore: decorator
@inline function tagOf(kind: i32, key: usize, words: usize): u32 {
  if (kind == PAIR) return <u32>(hashPair(load<u64>(key), load<u64>(key, 8)) >> 32);
  if (kind == VIEW) return <u32>(hashView(key) >> 32);
  let hash: u64 = 0;
  for (let word: usize = 0; word < words; word++) hash = hashPair(load<u64>(key + (word << 3)), hash);
  return <u32>(hash >> 32);
}

// @ts-ignore: decorator
@inline function equalKeys(kind: i32, candidate: u32, known: usize, key: usize, words: usize): bool {
  // What stands in row 0 of the keys is nobody's: not to be followed.
  if (kind == VIEW && load<u32>(key) > 12) return candidate != 0 && equalViews(known, key);
  if (kind == PAIR || kind == VIEW) return ((load<u64>(known) ^ load<u64>(key)) | (load<u64>(known, 8) ^ load<u64>(key, 8))) == 0;
  let differences: u64 = 0;
  for (let word: usize = 0; word < words; word++) differences |= load<u64>(known + (word << 3)) ^ load<u64>(key + (word << 3));
  return !differences;
}

// @ts-ignore: decorator
@inline function groupOf(kind: i32, table: usize, key: usize, tag: u32): u32 {
  if (kind == WORD) return groupOfWord(table, load<u64>(key));
  if (kind == PAIR) return groupOfPair(table, key, tag);
  if (kind == ROW) return groupOfRow(table, key, tag);
  return groupOfTaggedView(table, key, tag);
}

// @ts-ignore: decorator
@inline function rowAt(block: usize, isListed: bool, index: i32): usize {
  return isListed ? <usize>load<u32>(element<u32>(block, index)) : <usize>index;
}

/** Groups that `out` gets of the keys found, 0 for others: their places in the block are written to LEFT. Gives how many these are. */
// @ts-ignore: decorator
@inline function findWords(table: usize, keys: usize, isListed: bool, block: usize, out: usize, count: i32): i32 {
  const entries = <usize>load<u32>(table), log2 = load<u32>(table, 4);
  const mask = (<usize>1 << log2) - 1;
  let left = 0;
  for (let index = 0; index < count; index++) {
    const row = rowAt(block, isListed, index);
    const key = load<u64>(keys + (row << 3));
    const slot = <usize>(hashWord(key) >> (64 - <u64>log2));
    const first = entries + (slot << 4), second = entries + (((slot + 1) & mask) << 4);
    const group = (load<u32>(first, 8) & mask32(load<u64>(first) == key)) | (load<u32>(second, 8) & mask32(load<u64>(second) == key));
    store<u32>(out + (row << 2), group);
    store<u32>(element<u32>(block + LEFT, left), <u32>index);
    left += <i32>!group;
  }
  return left;
}

/** As `findWords`, of keys whose entries are tags. */
// @ts-ignore: decorator
@inline function findTagged(kind: i32, table: usize, keys: usize, words: usize, isListed: bool, block: usize, out: usize, count: i32): i32 {
  const entries = <usize>load<u32>(table), known = <usize>load<u32>(table, 12), shift = 32 - load<u32>(table, 4);
  const mask = (<usize>1 << <usize>(32 - shift)) - 1;
  const keyBytes = words << 3;
  for (let index = 0; index < count; index++) {
    const row = rowAt(block, isListed, index);
    const tag = tagOf(kind, keys + row * keyBytes, words);
    const slot = <usize>(tag >> shift);
    const first = entries + (slot << 3), second = entries + (((slot + 1) & mask) << 3);
    const isFirst = mask32(load<u32>(first) == tag);
    store<u32>(out + (row << 2), (load<u32>(first, 4) & isFirst) | (load<u32>(second, 4) & mask32(load<u32>(second) == tag) & ~isFirst));
    store<u32>(element<u32>(block + TAGS, index), tag);
  }
  let left = 0;
  for (let index = 0; index < count; index++) {
    const row = rowAt(block, isListed, index);
    const candidate = load<u32>(out + (row << 2));
    const isEqual = equalKeys(kind, candidate, known + <usize>candidate * keyBytes, keys + row * keyBytes, words);
    const group = candidate & mask32(isEqual);
    store<u32>(out + (row << 2), group);
    store<u32>(element<u32>(block + LEFT, left), <u32>index);
    left += <i32>!group;
  }
  return left;
}

// @ts-ignore: decorator
@inline function lookupBlock(kind: i32, table: usize, keys: usize, words: usize, isListed: bool, block: usize, out: usize, count: i32): void {
  const left = kind == WORD ? findWords(table, keys, isListed, block, out, count) : findTagged(kind, table, keys, words, isListed, block, out, count);
  for (let next = 0; next < left; next++) {
    const index = load<i32>(element<u32>(block + LEFT, next));
    const row = rowAt(block, isListed, index);
    store<u32>(out + (row << 2), groupOf(kind, table, keys + row * (words << 3), load<u32>(element<u32>(block + TAGS, index))));
  }
}

/** Groups of rows of keys of `words` words; those that `selection` (0: none does) leaves out get 0. */
// @ts-ignore: decorator
@inline function lookup(kind: i32, table: usize, keys: usize, words: usize, selection: usize, out: usize, rows: i32): void {
  const mark = scratch_mark();
  const block = scratch_alloc(BLOCK_BYTES);
  if (!selection) {
    for (let from = 0; from < rows; from += BLOCK_ROWS) {
      lookupBlock(kind, table, keys + <usize>from * (words << 3), words, false, block, element<u32>(out, from), min(rows - from, BLOCK_ROWS));
    }
  } else {
    memory.fill(out, 0, <usize>rows << 2);
    for (let from = 0; from < rows; ) {
      let count = 0;
      for (; from < rows && count <= BLOCK_ROWS - 64; from += 64) {
        let bits = load<u64>(selection + <usize>(from >> 3));
        if (rows - from < 64) bits &= (<u64>1 << <u64>(rows - from)) - 1;
        for (; bits; bits &= bits - 1) store<u32>(element<u32>(block, count++), <u32>from + <u32>ctz(bits));
      }
      lookupBlock(kind, table, keys, words, true, block, out, count);
    }
  }
  scratch_release(mark);
}

/** Groups of keys of one word, `keys` a vector of u64. Gives the number of groups. */
export function group_words(keys: usize, selection: usize, out: usize, table: usize, rows: i32): u32 {
  if (!load<u32>(table)) {
    if (groupAscending(keys, selection, out, table, rows)) return load<u32>(table, 8);
    hashKeys(table);
  }
  lookup(WORD, table, keys, 1, selection, out, rows);
  return load<u32>(table, 8);
}

/** Groups of keys of two words. */
export function group_pairs(keys: usize, selection: usize, out: usize, table: usize, rows: i32): u32 {
  lookup(PAIR, table, keys, 2, selection, out, rows);
  return load<u32>(table, 8);
}

/** Groups of keys of any number of words. */
export function group_rows(keys: usize, selection: usize, out: usize, table: usize, rows: i32): u32 {
  lookup(ROW, table, keys, <usize>load<u32>(table, 20), selection, out, rows);
  return load<u32>(table, 8);
}

/** Groups of strings; nulls (`validity` 0: there are none) are one group. */
export function group_views(views: usize, validity: usize, selection: usize, out: usize, table: usize, rows: i32): u32 {
  if (!validity) lookup(VIEW, table, views, 2, selection, out, rows);
  else {
    for (let row = 0; row < rows; row++) {
      let group: u32 = 0;
      if (!selection || getBit(selection, row)) {
        const valid = getBit(validity, row);
        group = valid ? groupOfView(table, views + (<usize>row << 4)) : nullGroup(table);
      }
      store<u32>(element<u32>(out, row), group);
    }
  }
  return load<u32>(table, 8);
}
