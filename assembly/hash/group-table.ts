// Hash tables from keys to groups, numbered from 1 by first appearance: open addressing, linear probing from the hash's top bits,
// at most half full. Keys are rows of u64 words, kept by group. Entries of one-word keys hold the key itself; others
// the hash's upper half, by which the table also grows, and strings (rows that are views) share them.
//
//   table header, 64 bytes:
//     +0 entries   +4 log2 of their number   +8 groups   +12 keys by group (row 0 unused)   +16 groups the keys have room for
//     +20 words of a key   +24 arena   +28 group of the null string, 0: none yet   +32, +36 free bytes for long strings: from, to
//     +40 1: the keys stand in a block of another's
//   entry of one-word keys: u64 key, u32 group (0: empty), u32 unused     entry of others: u32 hash, u32 group (0: empty)
//
// While one-word keys ascend, as those of clustered rows do, their table has no entries: a key is the last one or a new one.

import { free } from "../lib/allocator";
import { arenaAlloc } from "./group-lib";
import { equalViews, hashView, hashWord } from "./hash";

const LOG2_START: u32 = 9;
const ROOM_START: u32 = 255;
const STRING_BLOCK_BYTES: usize = 1 << 16;

// @ts-ignore: decorator
@inline function entryShift(words: u32): u32 { return words == 1 ? 4 : 3; }
// @ts-ignore: decorator
@inline export function keyOf(table: usize, group: u32): usize {
  return <usize>load<u32>(table, 12) + <usize>group * (<usize>load<u32>(table, 20) << 3);
}

/** Makes the 64 bytes at `table` an empty table of keys of `words` words; views are keys of 2. */
export function group_table_start(table: usize, words: u32, arena: usize): void {
  memory.fill(table, 0, 64);
  store<u32>(table, words, 20);
  store<u32>(table, <u32>arena, 24);
  store<u32>(table, <u32>arenaAlloc(<usize>(ROOM_START + 1) * (<usize>words << 3), arena), 12);
  store<u32>(table, ROOM_START, 16);
  if (words != 1) makeEntries(table, LOG2_START);
}

/** Gives back what only lookups need; groups and their keys stay. */
export function group_table_seal(table: usize): void {
  free(<usize>load<u32>(table));
  store<u32>(table, 0);
}

function makeEntries(table: usize, log2: u32): void {
  const bytes = <usize>1 << (log2 + entryShift(load<u32>(table, 20)));
  const entries = arenaAlloc(bytes, <usize>load<u32>(table, 24));
  memory.fill(entries, 0, bytes);
  store<u32>(table, <u32>entries);
  store<u32>(table, log2, 4);
}

function growEntries(table: usize): void {
  const log2 = load<u32>(table, 4);
  // Small tables are cheap to make larger, and rehashing again soon is not.
  moveEntries(table, log2 + (log2 < 16 ? 2 : 1));
}

/** To a table of 1 << log2 entries. */
function moveEntries(table: usize, log2: u32): void {
  const old = <usize>load<u32>(table);
  const oldLog2 = load<u32>(table, 4);
  const words = load<u32>(table, 20);
  makeEntries(table, log2);
  const entries = <usize>load<u32>(table);
  const mask = (<u32>1 << log2) - 1;
  const end = old + (<usize>1 << (oldLog2 + entryShift(words)));
  if (words == 1) {
    for (let entry = old; entry < end; entry += 16) {
      const group = load<u32>(entry, 8);
      if (!group) continue;
      const key = load<u64>(entry);
      let slot = <u32>(hashWord(key) >> (64 - <u64>log2));
      while (load<u32>(entries + (<usize>slot << 4), 8)) slot = (slot + 1) & mask;
      store<u64>(entries + (<usize>slot << 4), key);
      store<u32>(entries + (<usize>slot << 4), group, 8);
    }
  } else {
    for (let entry = old; entry < end; entry += 8) {
      if (!load<u32>(entry, 4)) continue;
      let slot = load<u32>(entry) >> (32 - log2);
      while (load<u32>(entries + (<usize>slot << 3), 4)) slot = (slot + 1) & mask;
      store<u64>(entries + (<usize>slot << 3), load<u64>(entry));
    }
  }
  free(old);
}

/** Ends the ascending mode of one-word keys: makes an entry for each of them. */
export function hashKeys(table: usize): void {
  const count = load<u32>(table, 8);
  // What keys have room for was either reserved or may be needed soon.
  const expected = max(count, load<u32>(table, 16) >> 1);
  let log2 = LOG2_START;
  while (expected * 2 >= <u32>1 << log2) log2++;
  makeEntries(table, log2);
  const entries = <usize>load<u32>(table), keys = <usize>load<u32>(table, 12);
  const mask = (<usize>1 << log2) - 1;
  for (let group: u32 = 1; group <= count; group++) {
    const key = load<u64>(keys + (<usize>group << 3));
    let slot = <usize>(hashWord(key) >> (64 - <u64>log2));
    while (load<u32>(entries + (slot << 4), 8)) slot = (slot + 1) & mask;
    store<u64>(entries + (slot << 4), key);
    store<u32>(entries + (slot << 4), group, 8);
  }
}

/** Makes room for the keys of so many groups. */
export function ensureKeys(table: usize, groups: u32): void {
  const room = load<u32>(table, 16);
  if (groups <= room) return;
  const keyBytes = <usize>load<u32>(table, 20) << 3;
  const old = <usize>load<u32>(table, 12);
  const larger = max(room * 2 + 1, groups);
  const fresh = arenaAlloc(<usize>(larger + 1) * keyBytes, <usize>load<u32>(table, 24));
  memory.copy(fresh, old, <usize>(load<u32>(table, 8) + 1) * keyBytes);
  if (!load<u32>(table, 40)) free(old);
  store<u32>(table, 0, 40);
  store<u32>(table, <u32>fresh, 12);
  store<u32>(table, larger, 16);
}

/** Makes room for so many groups in one go. */
export function group_table_reserve(table: usize, groups: u32): void {
  ensureKeys(table, groups);
  // While keys ascend there are no entries.
  if (!load<u32>(table)) return;
  let log2 = load<u32>(table, 4);
  while (groups * 2 > <u32>1 << log2) log2++;
  if (log2 > load<u32>(table, 4)) moveEntries(table, log2);
}

/** A new group, with room for its key. The caller fills the key and the entry. */
function newGroup(table: usize): u32 {
  const group = load<u32>(table, 8) + 1;
  ensureKeys(table, group);
  store<u32>(table, group, 8);
  return group;
}

// @ts-ignore: decorator
@inline function isFull(table: usize): bool { return load<u32>(table, 8) * 2 >= <u32>1 << load<u32>(table, 4); }

export function groupOfWord(table: usize, key: u64): u32 {
  const entries = <usize>load<u32>(table);
  const log2 = load<u32>(table, 4);
  const mask = (<usize>1 << log2) - 1;
  let slot = <usize>(hashWord(key) >> (64 - <u64>log2));
  while (true) {
    const entry = entries + (slot << 4);
    const group = load<u32>(entry, 8);
    if (!group) return insertWord(table, key, slot);
    if (load<u64>(entry) == key) return group;
    slot = (slot + 1) & mask;
  }
}

function insertWord(table: usize, key: u64, slot: usize): u32 {
  if (isFull(table)) {
    growEntries(table);
    const log2 = load<u32>(table, 4);
    slot = <usize>(hashWord(key) >> (64 - <u64>log2));
    while (load<u32>(<usize>load<u32>(table) + (slot << 4), 8)) slot = (slot + 1) & ((<usize>1 << log2) - 1);
  }
  const group = newGroup(table);
  const entry = <usize>load<u32>(table) + (slot << 4);
  store<u64>(entry, key);
  store<u32>(entry, group, 8);
  store<u64>(keyOf(table, group), key);
  return group;
}

/** A new group whose entry is at `slot` unless the table must grow first. The caller fills the key. */
function insertTagged(table: usize, tag: u32, slot: usize): u32 {
  if (isFull(table)) {
    growEntries(table);
    const log2 = load<u32>(table, 4);
    slot = <usize>(tag >> (32 - log2));
    while (load<u32>(<usize>load<u32>(table) + (slot << 3), 4)) slot = (slot + 1) & ((<usize>1 << log2) - 1);
  }
  const group = newGroup(table);
  const entry = <usize>load<u32>(table) + (slot << 3);
  store<u32>(entry, tag);
  store<u32>(entry, group, 4);
  return group;
}

/** `tag`, here and below: as `group-lookup` makes it of the key. */
export function groupOfPair(table: usize, key: usize, tag: u32): u32 {
  const low = load<u64>(key), high = load<u64>(key, 8);
  const log2 = load<u32>(table, 4);
  const entries = <usize>load<u32>(table), keys = <usize>load<u32>(table, 12);
  const mask = (<usize>1 << log2) - 1;
  let slot = <usize>(tag >> (32 - log2));
  while (true) {
    const entry = entries + (slot << 3);
    const group = load<u32>(entry, 4);
    if (!group) {
      const fresh = insertTagged(table, tag, slot);
      v128.store(keyOf(table, fresh), v128.load(key));
      return fresh;
    }
    if (load<u32>(entry) == tag) {
      const known = keys + (<usize>group << 4);
      if (load<u64>(known) == low && load<u64>(known, 8) == high) return group;
    }
    slot = (slot + 1) & mask;
  }
}

export function groupOfRow(table: usize, key: usize, tag: u32): u32 {
  const words = <usize>load<u32>(table, 20);
  const log2 = load<u32>(table, 4);
  const entries = <usize>load<u32>(table), keys = <usize>load<u32>(table, 12);
  const mask = (<usize>1 << log2) - 1;
  let slot = <usize>(tag >> (32 - log2));
  while (true) {
    const entry = entries + (slot << 3);
    const group = load<u32>(entry, 4);
    if (!group) {
      const fresh = insertTagged(table, tag, slot);
      const own = keyOf(table, fresh);
      for (let word: usize = 0; word < words; word++) store<u64>(own + (word << 3), load<u64>(key + (word << 3)));
      return fresh;
    }
    if (load<u32>(entry) == tag) {
      const known = keys + <usize>group * (words << 3);
      let word: usize = 0;
      while (word < words && load<u64>(known + (word << 3)) == load<u64>(key + (word << 3))) word++;
      if (word == words) return group;
    }
    slot = (slot + 1) & mask;
  }
}

export function groupOfView(table: usize, view: usize): u32 {
  return groupOfTaggedView(table, view, <u32>(hashView(view) >> 32));
}

export function groupOfTaggedView(table: usize, view: usize, tag: u32): u32 {
  const log2 = load<u32>(table, 4);
  const entries = <usize>load<u32>(table), keys = <usize>load<u32>(table, 12);
  const mask = (<usize>1 << log2) - 1;
  let slot = <usize>(tag >> (32 - log2));
  while (true) {
    const entry = entries + (slot << 3);
    const group = load<u32>(entry, 4);
    if (!group) {
      const fresh = insertTagged(table, tag, slot);
      ownView(table, view, keyOf(table, fresh));
      return fresh;
    }
    if (load<u32>(entry) == tag && equalViews(keys + (<usize>group << 4), view)) return group;
    slot = (slot + 1) & mask;
  }
}

/** Copies the view to `out`, and the bytes of a long string to memory of the table's arena: batches are recycled. */
function ownView(table: usize, view: usize, out: usize): void {
  v128.store(out, v128.load(view));
  const length = <usize>load<u32>(view);
  if (length <= 12) return;
  let from = <usize>load<u32>(table, 32);
  if (from + length > <usize>load<u32>(table, 36) || from + length < from) {
    const block = max(STRING_BLOCK_BYTES, length);
    from = arenaAlloc(block, <usize>load<u32>(table, 24));
    store<u32>(table, <u32>(from + block), 36);
  }
  memory.copy(from, <usize>load<u32>(view, 12), length);
  store<u32>(out, <u32>from, 12);
  store<u32>(table, <u32>(from + length), 32);
}

export function nullGroup(table: usize): u32 {
  let group = load<u32>(table, 28);
  if (!group) {
    group = newGroup(table);
    memory.fill(keyOf(table, group), 0, 16);
    store<u32>(table, group, 28);
  }
  return group;
}
