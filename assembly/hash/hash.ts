// What all hash tables share: hash functions, and equality of strings.

const FACTOR_1: u64 = 0x9e3779b97f4a7c15;
const FACTOR_2: u64 = 0xd6e8feb86659fd93;

/** No row, no id, no bucket. */
export const NONE: u32 = 0xffffffff;

/** Tables use the top bits: the multiplications carry every bit of the word there. */
// @ts-ignore: decorator
@inline export function hashWord(word: u64): u64 {
  let hash = (word ^ (word >> 32)) * FACTOR_1;
  hash ^= hash >> 29;
  return hash * FACTOR_2;
}

// @ts-ignore: decorator
@inline export function hashPair(low: u64, high: u64): u64 {
  let hash = (low ^ (low >> 32)) * FACTOR_1;
  hash ^= rotl<u64>(high * FACTOR_2, 31);
  hash ^= hash >> 32;
  return hash * FACTOR_2;
}

/** Of the view's string, wherever its bytes lie. */
// @ts-ignore: decorator
@inline export function hashView(view: usize): u64 {
  return load<u32>(view) <= 12 ? hashPair(load<u64>(view), load<u64>(view, 8)) : hashLongView(view);
}

function hashLongView(view: usize): u64 {
  const length = <usize>load<u32>(view);
  const bytes = <usize>load<u32>(view, 12);
  let hash: u64 = length * FACTOR_1;
  let at: usize = 0;
  for (; at + 8 <= length; at += 8) hash = rotl<u64>((hash ^ load<u64>(bytes + at)) * FACTOR_1, 29);
  return hashPair(hash, load<u64>(bytes + length - 8));
}

// @ts-ignore: decorator
@inline export function equalViews(left: usize, right: usize): bool {
  if (load<u64>(left) != load<u64>(right)) return false;
  return load<u64>(left, 8) == load<u64>(right, 8) || (load<u32>(left) > 12 && equalLongViews(left, right));
}

function equalLongViews(left: usize, right: usize): bool {
  const length = <usize>load<u32>(left);
  const a = <usize>load<u32>(left, 12), b = <usize>load<u32>(right, 12);
  let at: usize = 4;
  for (; at + 8 <= length; at += 8) if (load<u64>(a + at) != load<u64>(b + at)) return false;
  return load<u64>(a + length - 8) == load<u64>(b + length - 8);
}
