// Reading validity, and strings as words that compare as their bytes do.

// @ts-ignore: decorator
@inline export function isValid(validity: usize, row: usize): u64 {
  return validity ? <u64>(load<u8>(validity + (row >> 3)) >> <u8>(row & 7)) & 1 : 1;
}

/** Bytes 8 `depth` to 8 `depth` + 7 of a string, the first one highest; zeros past its end. */
// @ts-ignore: decorator
@inline export function stringWord(view: usize, depth: u32): u64 {
  const length = load<u32>(view), start = depth << 3;
  if (start >= length) return 0;
  const bytes = length <= 12 ? view + 4 : <usize>load<u32>(view, 12);
  const left = length - start;
  const word = bswap<u64>(load<u64>(bytes + start));
  return left >= 8 ? word : word & (~(<u64>0) << <u64>((8 - left) << 3));
}
