// Counts of distinct values: lists of (group, value) rows, from which equal ones are removed when a list has grown.
//
// Values are u64s of the same bits when they are equal. A list is in order of the groups once it is compact: a run a group.

import { free } from "../lib/allocator";
import { arenaAlloc, canonical, element, getBit } from "./group-lib";
import { hashPair, hashWord } from "./hash";

/** Entries of a filter of 2^12 rows seen lately: u64 value, u32 group, u32 unused. */
const FILTER_LOG2 = 12;
export function agg_distinct_filter_bytes(): i32 { return 1 << (FILTER_LOG2 + 4); }

/** Appends the row unless it is of group 0 or was seen lately (`filter` 0: nobody looks); gives the new length of the list. */
// @ts-ignore: decorator
@inline function append(value: u64, group: u32, filter: usize, outGroups: usize, out: usize, count: i32): i32 {
  store<u32>(element<u32>(outGroups, count), group);
  store<u64>(element<u64>(out, count), value);
  if (!filter) return count + <i32>(group != 0);
  const entry = filter + (<usize>(hashPair(value, <u64>group) >> (64 - FILTER_LOG2)) << 4);
  const known = <i32>(load<u64>(entry) == value) & <i32>(load<u32>(entry, 8) == group);
  store<u64>(entry, value);
  store<u32>(entry, group, 8);
  return count + (<i32>(group != 0) & (known ^ 1));
}

// @ts-ignore: decorator
@inline function collect<T>(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const value = load<T>(element<T>(values, row));
    let bits: u64 = 0;
    if (isFloat<T>()) bits = sizeof<T>() == 8 ? reinterpret<u64>(canonical<f64>(<f64>value)) : <u64>reinterpret<u32>(canonical<f32>(<f32>value));
    else bits = <u64>value;
    count = append(bits, load<u32>(element<u32>(groups, row)), filter, outGroups, out, count);
  }
  return count;
}
export function agg_distinct_8(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 { return collect<u8>(values, groups, filter, outGroups, out, rows); }
export function agg_distinct_16(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 { return collect<u16>(values, groups, filter, outGroups, out, rows); }
export function agg_distinct_32(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 { return collect<u32>(values, groups, filter, outGroups, out, rows); }
export function agg_distinct_64(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 { return collect<u64>(values, groups, filter, outGroups, out, rows); }
export function agg_distinct_f32(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 { return collect<f32>(values, groups, filter, outGroups, out, rows); }
export function agg_distinct_f64(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 { return collect<f64>(values, groups, filter, outGroups, out, rows); }
export function agg_distinct_bool(values: usize, groups: usize, filter: usize, outGroups: usize, out: usize, rows: i32): i32 {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    count = append(<u64>getBit(values, row), load<u32>(element<u32>(groups, row)), filter, outGroups, out, count);
  }
  return count;
}

/** Whether none of the u32s from `from` on, up to `rows`, is less than the one before it. */
export function group_ascends(groups: usize, from: i32, rows: i32): bool {
  for (let row = max(from, 1); row < rows; row++) {
    if (load<u32>(element<u32>(groups, row)) < load<u32>(element<u32>(groups, row - 1))) return false;
  }
  return true;
}

/** Of a list by group, of which `starts` says where each begins: the rows' groups. */
export function group_of_starts(starts: usize, out: usize, groups: i32): void {
  for (let group = 0; group < groups; group++) {
    const end = <i32>load<u32>(element<u32>(starts, group + 1));
    for (let row = <i32>load<u32>(element<u32>(starts, group)); row < end; row++) store<u32>(element<u32>(out, row), <u32>group);
  }
}

/** Up to so many values each is compared with all others. */
const SHORT = 16;
/** Above so many values of a group they are first split by hash, so that tables stay in cache. */
const LONG = 1 << 14;
const SPLIT_LOG2: u64 = 8;

/**
 * Makes a list, in order of its groups, compact; its first `clean` rows are. Gives the new length. What it allocates belongs to `arena`
 * while it works.
 */
export function agg_distinct_compact(groups: usize, values: usize, clean: i32, rows: i32, arena: usize): i32 {
  let run = clean;
  if (run < rows) while (run > 0 && load<u32>(element<u32>(groups, run - 1)) == load<u32>(element<u32>(groups, clean))) run--;
  let kept = run;
  let table: usize = 0;
  while (run < rows) {
    const group = load<u32>(element<u32>(groups, run));
    let end = run + 1;
    while (end < rows && load<u32>(element<u32>(groups, end)) == group) end++;
    const first = kept;
    if (end - run <= SHORT) kept = compactShort(values, run, end, kept);
    else {
      if (!table) table = arenaAlloc(LONG * 2 * 4, arena);
      kept = end - run <= LONG
        ? compactHashed(element<u64>(values, run), end - run, values, kept, table)
        : compactLong(element<u64>(values, run), end - run, values, kept, table, arena);
    }
    for (let row = first; row < kept; row++) store<u32>(element<u32>(groups, row), group);
    run = end;
  }
  if (table) free(table);
  return kept;
}

// @ts-ignore: decorator
@inline function compactShort(values: usize, from: i32, end: i32, kept: i32): i32 {
  const first = kept;
  for (let row = from; row < end; row++) {
    const value = load<u64>(element<u64>(values, row));
    let at = first;
    while (at < kept && load<u64>(element<u64>(values, at)) != value) at++;
    store<u64>(element<u64>(values, kept), value);
    kept += <i32>(at == kept);
  }
  return kept;
}

/** Appends the distinct ones of `rows` values from `from` on to `values` at `kept`. `table` has room for 2 u32s a row, if they are a power of 2, else 4. */
function compactHashed(from: usize, rows: i32, values: usize, kept: i32, table: usize): i32 {
  const log2 = <u64>(33 - clz<i32>(rows - 1));
  const mask = (<usize>1 << <usize>log2) - 1;
  memory.fill(table, 0, <usize>4 << <usize>log2);
  const first = kept;
  for (let row = 0; row < rows; row++) {
    const value = load<u64>(element<u64>(from, row));
    // The top bits may have split them already.
    let slot = <usize>((hashWord(value) << SPLIT_LOG2) >> (64 - log2));
    let number = load<u32>(table + (slot << 2));
    while (number && load<u64>(element<u64>(values, first + <i32>number - 1)) != value) {
      slot = (slot + 1) & mask;
      number = load<u32>(table + (slot << 2));
    }
    if (number) continue;
    store<u64>(element<u64>(values, kept), value);
    kept++;
    store<u32>(table + (slot << 2), <u32>(kept - first));
  }
  return kept;
}

function compactLong(from: usize, rows: i32, values: usize, kept: i32, table: usize, arena: usize): i32 {
  const parts = 1 << <i32>SPLIT_LOG2;
  const split = arenaAlloc(<usize>rows << 3, arena);
  const ends = arenaAlloc(<usize>parts << 2, arena);
  memory.fill(ends, 0, <usize>parts << 2);
  for (let row = 0; row < rows; row++) {
    const at = element<u32>(ends, partOf(load<u64>(element<u64>(from, row))));
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let part = 0; part < parts; part++) {
    const count = load<u32>(element<u32>(ends, part));
    store<u32>(element<u32>(ends, part), sum);
    sum += count;
  }
  for (let row = 0; row < rows; row++) {
    const value = load<u64>(element<u64>(from, row));
    const at = element<u32>(ends, partOf(value));
    const index = load<u32>(at);
    store<u32>(at, index + 1);
    store<u64>(element<u64>(split, index), value);
  }
  let start = 0;
  for (let part = 0; part < parts; part++) {
    const end = <i32>load<u32>(element<u32>(ends, part));
    const own = end - start > LONG ? arenaAlloc(<usize>(end - start) << 4, arena) : 0;
    if (start < end) kept = compactHashed(element<u64>(split, start), end - start, values, kept, own ? own : table);
    if (own) free(own);
    start = end;
  }
  free(ends);
  free(split);
  return kept;
}

// @ts-ignore: decorator
@inline function partOf(value: u64): i32 { return <i32>(hashWord(value) >> (64 - SPLIT_LOG2)); }
