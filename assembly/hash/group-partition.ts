// Partial states by partition of their keys' hash, so that several threads can merge them, each its partitions, in tables that
// fit a cache. Partitions are told by the middle bits of the hash: tables use the top bits.

import { element } from "./group-lib";
import { hashPair, hashView } from "./hash";

// @ts-ignore: decorator
@inline function partitionOf(hash: u64, mask: u32): u32 { return <u32>(hash >> 32) & mask; }

/** Partition of each row of keys of `words` words, as u8. `count` is a power of 2, at most 256. */
export function group_partition_rows(keys: usize, words: u32, count: u32, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const key = keys + <usize>row * (<usize>words << 3);
    let hash: u64 = 0;
    for (let word: usize = 0; word < words; word++) hash = hashPair(load<u64>(key + (word << 3)), hash);
    store<u8>(out + <usize>row, <u8>partitionOf(hash, count - 1));
  }
}

/** Hashes of strings as u32; 0 for the string of number `nullGroup` (from 1; 0: there is none). */
export function group_hash_views(views: usize, nullGroup: i32, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    store<u32>(element<u32>(out, row), row + 1 == nullGroup ? 0 : <u32>(hashView(views + (<usize>row << 4)) >> 32));
  }
}

/** As `group_partition_rows`, by hashes of u32. */
export function group_partition_hashes(hashes: usize, count: u32, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u8>(out + <usize>row, <u8>(load<u32>(element<u32>(hashes, row)) & (count - 1)));
}

/** As `group_partition_rows`, by slots (group-slots.ts): neighbours together. */
export function group_partition_slots(slots: usize, shift: u32, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u8>(out + <usize>row, <u8>(load<u32>(element<u32>(slots, row)) >> shift));
}

/** Row numbers side by side by partition, ascending in each; `starts` gets where each partition's are, and the end of the last. */
export function group_order_by_partition(partitions: usize, count: u32, starts: usize, out: usize, rows: i32): void {
  memory.fill(starts, 0, <usize>(count + 1) << 2);
  for (let row = 0; row < rows; row++) {
    const at = element<u32>(starts, load<u8>(partitions + <usize>row));
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let partition: u32 = 0; partition <= count; partition++) {
    sum += load<u32>(element<u32>(starts, partition));
    store<u32>(element<u32>(starts, partition), sum);
  }
  for (let row = rows - 1; row >= 0; row--) {
    const at = element<u32>(starts, load<u8>(partitions + <usize>row));
    const index = load<u32>(at) - 1;
    store<u32>(at, index);
    store<u32>(element<u32>(out, index), <u32>row);
  }
}

/** Rows of `words` words at these indices. */
export function group_gather_rows(values: usize, indices: usize, out: usize, words: u32, rows: i32): void {
  const bytes = <usize>words << 3;
  for (let row = 0; row < rows; row++) {
    const from = values + <usize>load<u32>(element<u32>(indices, row)) * bytes, to = out + <usize>row * bytes;
    for (let at: usize = 0; at < bytes; at += 8) store<u64>(to + at, load<u64>(from + at));
  }
}

/** map[index + 1] = number of the index among `indices`, from 1. Other elements stay as they are. */
export function group_number(indices: usize, map: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u32>(element<u32>(map, load<u32>(element<u32>(indices, row)) + 1), <u32>row + 1);
}

/** out = partition of each row's group; `groups` is the address of the first row's u32 group (from 1), rows are `stride` bytes. */
export function group_partitions_of(groups: usize, stride: u32, partitions: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    store<u8>(out + <usize>row, load<u8>(partitions + <usize>load<u32>(groups + <usize>row * stride) - 1));
  }
}

/** out[indices[row]] = from + row + 1 */
export function group_place(indices: usize, out: usize, from: u32, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u32>(element<u32>(out, load<u32>(element<u32>(indices, row))), from + <u32>row + 1);
}

/** Those of `places` that are not 0, less 1, one after the other. */
export function group_placed(places: usize, out: usize, rows: i32): void {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const place = load<u32>(element<u32>(places, row));
    if (place) store<u32>(element<u32>(out, count++), place - 1);
  }
}

/** a[row] += value */
export function group_add_u32(a: usize, value: u32, rows: i32): void {
  const values = i32x4.splat(<i32>value);
  for (let row = 0; row < rows; row += 4) v128.store(element<u32>(a, row), i32x4.add(v128.load(element<u32>(a, row)), values));
}

/** How many of these u32s, which ascend, are less than `value`. */
export function group_rows_before(groups: usize, value: u32, rows: i32): i32 {
  let low = 0, high = rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<u32>(element<u32>(groups, middle)) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
