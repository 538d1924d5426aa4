// From buckets to the build rows in them. `ids` is the bucket of each build row, NONE for rows with a null key.

import { NONE } from "./hash";

const NO_ORDER: i32 = 0;
const ASCENDING: i32 = 1;
const IDENTITY: i32 = 2;

/** ids[row] |= NONE where row is null. `list` as elsewhere. */
export function join_mask_nulls(validity: usize, list: usize, ids: usize, count: i32): void {
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = list ? <usize>load<u32>(list + (index << 2)) : index;
    const valid = <u32>(load<u8>(validity + (row >> 3)) >> <u8>(row & 7)) & 1;
    store<u32>(ids + (index << 2), load<u32>(ids + (index << 2)) | (valid - 1));
  }
}

/** ids[index] |= misses[index]. Writes up to the next multiple of four. */
export function join_mask_misses(misses: usize, ids: usize, count: i32): void {
  for (let at: usize = 0, end = <usize>count << 2; at < end; at += 16) v128.store(ids + at, v128.or(v128.load(ids + at), v128.load(misses + at)));
}

/** 2 when ids[row] is row, 1 when they ascend and none is NONE, else 0. */
export function join_ids_order(ids: usize, rows: i32): i32 {
  let identity = 0, descents = 0;
  let previous: u32 = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const id = load<u32>(ids + (row << 2));
    identity |= id ^ <u32>row;
    descents |= i32(id < previous);
    previous = id;
  }
  if (!identity) return IDENTITY;
  return descents || previous == NONE ? NO_ORDER : ASCENDING;
}

/** Writes row + 1 at each row's bucket of `out`, which is all 0. Gives 1, and stops, when a bucket has a second row. */
export function join_bucket_row(ids: usize, out: usize, rows: i32): i32 {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const id = load<u32>(ids + (row << 2));
    if (id == NONE) continue;
    const at = out + (<usize>id << 2);
    if (load<u32>(at)) return 1;
    store<u32>(at, <u32>row + 1);
  }
  return 0;
}

/** 1 when each row has a bucket, and no other row has it. `seen` is all 0, a byte a bucket. */
export function join_buckets_distinct(ids: usize, seen: usize, rows: i32): i32 {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const id = load<u32>(ids + (row << 2));
    if (id == NONE || load<u8>(seen + <usize>id)) return 0;
    store<u8>(seen + <usize>id, 1);
  }
  return 1;
}

/**
 * Rows by bucket, ascending within one: bucket b has those of `out` from offsets[b] to offsets[b + 1]. `out` 0: ids ascend,
 * so that the places are the rows. `offsets` has room for `buckets` + 2 and is all 0.
 */
export function join_bucket_rows(ids: usize, offsets: usize, buckets: u32, out: usize, rows: i32): void {
  // Counted two places on; after the sums, the place after a bucket's holds its start, and writing rows moves it to its end.
  for (let row: usize = 0; row < <usize>rows; row++) {
    const id = load<u32>(ids + (row << 2));
    if (id == NONE) continue;
    const at = offsets + (<usize>id << 2);
    store<u32>(at, load<u32>(at, 8) + 1, 8);
  }
  const last = offsets + (<usize>buckets << 2);
  if (!out) {
    let sum: u32 = 0;
    for (let at = offsets; at < last; at += 4) {
      sum += load<u32>(at, 8);
      store<u32>(at, sum, 4);
    }
    return;
  }
  for (let at = offsets; at < last; at += 4) store<u32>(at, load<u32>(at, 4) + load<u32>(at, 8), 8);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const id = load<u32>(ids + (row << 2));
    if (id == NONE) continue;
    const at = offsets + (<usize>id << 2);
    const place = load<u32>(at, 4);
    store<u32>(at, place + 1, 4);
    store<u32>(out + (<usize>place << 2), <u32>row);
  }
}
