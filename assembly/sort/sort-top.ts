// The first `limit` of many rows: a heap of the least first words seen bounds what can still be among them.

/** The words of the heap are the `limit` least, the greatest on top; `threshold` is shared by threads and only sinks. */
// @ts-ignore: decorator
@inline function readThreshold(threshold: usize): u64 {
  if (isDefined(ASC_FEATURE_THREADS) && ASC_FEATURE_THREADS) return atomic.load<u64>(threshold);
  return load<u64>(threshold);
}

function lowerThreshold(threshold: usize, word: u64): void {
  if (isDefined(ASC_FEATURE_THREADS) && ASC_FEATURE_THREADS) {
    let before = atomic.load<u64>(threshold);
    while (word < before) {
      const seen = atomic.cmpxchg<u64>(threshold, before, word);
      if (seen == before) return;
      before = seen;
    }
  } else if (word < load<u64>(threshold)) store<u64>(threshold, word);
}

/**
 * Bitmap of the selected rows (`selection` 0: all) whose word is not above the threshold, whole words, 0 past `rows`; gives
 * their number. They enter the heap, at `heap`: u32 count, then from byte 64 on room for `limit` words.
 */
export function sort_top(words: usize, selection: usize, heap: usize, limit: u32, threshold: usize, out: usize, rows: i32): i32 {
  let kept = 0;
  let bound = readThreshold(threshold);
  const sign = i64x2.splat(i64.MIN_VALUE);
  for (let base = 0; base < rows; base += 64) {
    const signedBound = i64x2.splat(<i64>bound ^ i64.MIN_VALUE);
    let bits: u64 = 0;
    for (let pair = 0; pair < 64; pair += 2) {
      const two = v128.xor(v128.load(words + (<usize>(base + pair) << 3)), sign);
      bits |= <u64>i64x2.bitmask(i64x2.le_s(two, signedBound)) << pair;
    }
    if (selection) bits &= load<u64>(selection + (base >> 3));
    if (rows - base < 64) bits &= (<u64>1 << (rows - base)) - 1;
    let stay = bits;
    for (; bits; bits &= bits - 1) {
      const word = load<u64>(words + (<usize>(base + <i32>ctz(bits)) << 3));
      if (word > bound) {
        stay ^= bits & -bits;
        continue;
      }
      if (offer(heap, limit, word)) {
        lowerThreshold(threshold, load<u64>(heap, 64));
        bound = min(bound, load<u64>(heap, 64));
      }
    }
    store<u64>(out + (base >> 3), stay);
    kept += <i32>popcnt(stay);
  }
  return kept;
}

/** Gives true when the heap is full, and so its top a bound. */
function offer(heap: usize, limit: u32, word: u64): bool {
  const items = heap + 64;
  let count = load<u32>(heap);
  if (count < limit) {
    store<u32>(heap, count + 1);
    let at = count;
    while (at) {
      const parent = (at - 1) >> 1;
      const above = load<u64>(items + (<usize>parent << 3));
      if (above >= word) break;
      store<u64>(items + (<usize>at << 3), above);
      at = parent;
    }
    store<u64>(items + (<usize>at << 3), word);
    return count + 1 == limit;
  }
  if (word >= load<u64>(items)) return true;
  let at: u32 = 0;
  while (true) {
    let child: u32 = 2 * at + 1;
    if (child >= count) break;
    if (child + 1 < count && load<u64>(items + (<usize>(child + 1) << 3)) > load<u64>(items + (<usize>child << 3))) child++;
    const below = load<u64>(items + (<usize>child << 3));
    if (below <= word) break;
    store<u64>(items + (<usize>at << 3), below);
    at = child;
  }
  store<u64>(items + (<usize>at << 3), word);
  return true;
}
