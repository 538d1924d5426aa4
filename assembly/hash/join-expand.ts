// From the bucket (or build row) found for each probe row to pairs of rows, or to a bitmap of the rows with a match.
// `list`, where it is not 0, holds the probe rows' numbers; else they are 0, 1, 2, …

import { NONE } from "./hash";

/** The rows 0, 1, 2, … */
export function join_all_rows(out: usize, rows: i32): void {
  let four = i32x4(0, 1, 2, 3);
  for (let at = out, end = out + (<usize>rows << 2); at < end; at += 16) {
    v128.store(at, four);
    four = i32x4.add(four, i32x4.splat(4));
  }
}

/** At most one build row each: the pairs of those that have one. */
export function join_pairs_one(found: usize, list: usize, probe: usize, build: usize, count: i32): i32 {
  let pairs: usize = 0;
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = load<u32>(found + (index << 2));
    store<u32>(probe + (pairs << 2), list ? load<u32>(list + (index << 2)) : <u32>index);
    store<u32>(build + (pairs << 2), row);
    pairs += <usize>(row != NONE);
  }
  return <i32>pairs;
}

/**
 * Any number of build rows each, as `join_bucket_rows` made them; `outer`: NONE for a probe row without one. Writes at most
 * `limit` pairs; `cursor` holds where to go on (u32 index, u32 place in its bucket), and is at `count` when all are written.
 */
export function join_pairs_many(found: usize, list: usize, offsets: usize, rows: usize, outer: bool, cursor: usize, limit: i32, probe: usize, build: usize, count: i32): i32 {
  let index = <usize>load<u32>(cursor), skip = load<u32>(cursor, 4), pairs: usize = 0;
  const most = <usize>limit;
  for (; index < <usize>count; index++) {
    const bucket = load<u32>(found + (index << 2));
    let place: u32 = 0, end: u32 = 0;
    if (bucket != NONE) {
      place = load<u32>(offsets + (<usize>bucket << 2)) + skip;
      end = load<u32>(offsets + (<usize>bucket << 2), 4);
    }
    const row = list ? load<u32>(list + (index << 2)) : <u32>index;
    if (outer && place == end && !skip) {
      if (pairs == most) break;
      store<u32>(probe + (pairs << 2), row);
      store<u32>(build + (pairs << 2), NONE);
      pairs++;
      continue;
    }
    const room = <u32>(most - pairs), stop = min(end, place + room);
    const start = place;
    for (; place < stop; place++) {
      store<u32>(probe + (pairs << 2), row);
      store<u32>(build + (pairs << 2), rows ? load<u32>(rows + (<usize>place << 2)) : place);
      pairs++;
    }
    if (place < end) {
      skip += place - start;
      break;
    }
    skip = 0;
  }
  store<u32>(cursor, <u32>index);
  store<u32>(cursor, skip, 4);
  return <i32>pairs;
}

/** Bitmap of the probe rows with a match. `offsets` as above, or 0 when there are no empty buckets. `out` is all 0. */
export function join_matches(found: usize, list: usize, offsets: usize, out: usize, count: i32): i32 {
  let matches = 0;
  for (let index: usize = 0; index < <usize>count; index++) {
    const bucket = load<u32>(found + (index << 2));
    if (bucket == NONE) continue;
    if (offsets && load<u32>(offsets + (<usize>bucket << 2)) == load<u32>(offsets + (<usize>bucket << 2), 4)) continue;
    const row = list ? <usize>load<u32>(list + (index << 2)) : index;
    store<u8>(out + (row >> 3), load<u8>(out + (row >> 3)) | (<u8>1 << <u8>(row & 7)));
    matches++;
  }
  return matches;
}

/** Sets the bytes of rows or buckets; NONE, and all from `end` on, the byte at `end`. Threads that share the bytes store the same, so they need no order. */
export function join_mark_bytes(found: usize, bytes: usize, end: u32, count: i32): void {
  for (let index: usize = 0; index < <usize>count; index++) store<u8>(bytes + <usize>min(load<u32>(found + (index << 2)), end), 1);
}
