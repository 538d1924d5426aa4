// Ranges of bits at any offset.

/** Sets bits `from` to `from + rows` of the bitmap `out`. */
export function bitmap_set(out: usize, from: i32, rows: i32): void {
  let bit = from;
  const end = from + rows;
  while (bit < end && (bit & 7)) {
    const at = out + <usize>(bit >> 3);
    store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(bit & 7)));
    bit++;
  }
  const bytes = (end - bit) >> 3;
  if (bytes > 0) {
    memory.fill(out + <usize>(bit >> 3), 0xff, <usize>bytes);
    bit += bytes << 3;
  }
  while (bit < end) {
    const at = out + <usize>(bit >> 3);
    store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(bit & 7)));
    bit++;
  }
}
