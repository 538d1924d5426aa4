// Hash functions of all tables. A slot is chosen by the top bits of a hash.

const GOLDEN: u64 = 0x9e3779b97f4a7c15;
const MIX: u64 = 0xbf58476d1ce4e5b9;

/** No row, no id, no bucket. */
export const NONE: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline export function hashWord(word: u64): u64 {
  const folded = (word ^ (word >> 32)) * GOLDEN;
  return (folded ^ (folded >> 29)) * MIX;
}

// @ts-ignore: decorator
@inline export function hashPair(first: u64, second: u64): u64 {
  return hashWord(hashWord(first) ^ second);
}

/** Of the string that the view at `view` stands for. */
export function hashView(view: usize): u64 {
  const length = <usize>load<u32>(view);
  if (length <= 12) return hashPair(load<u64>(view), load<u64>(view, 8));
  const bytes = <usize>load<u32>(view, 12);
  let hash = hashWord(length);
  for (let at: usize = 0; at + 8 < length; at += 8) hash = hashWord(hash ^ load<u64>(bytes + at));
  return hashWord(hash ^ load<u64>(bytes + length - 8));
}

/** Whether two views stand for the same string. */
export function equalViews(left: usize, right: usize): bool {
  if (load<u64>(left) != load<u64>(right)) return false;
  const length = <usize>load<u32>(left);
  if (length <= 12) return load<u64>(left, 8) == load<u64>(right, 8);
  const leftBytes = <usize>load<u32>(left, 12), rightBytes = <usize>load<u32>(right, 12);
  if (leftBytes == rightBytes) return true;
  for (let at: usize = 0; at + 8 < length; at += 8) {
    if (load<u64>(leftBytes + at) != load<u64>(rightBytes + at)) return false;
  }
  return load<u64>(leftBytes + length - 8) == load<u64>(rightBytes + length - 8);
}
