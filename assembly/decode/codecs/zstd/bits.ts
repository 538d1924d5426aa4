// Bit streams that are read backwards (RFC 8878, 4.1): from the last byte, whose highest set bit marks the end, to the
// first, most significant bits first. A reader is three locals: `at`, the address of the 8 bytes in `word`, and `used`, how many of
// the word's upper bits are taken. A stream shorter than the word, or one read too far, has the bytes before it in the word;
// they are never written, and a stream not used up exactly is damaged.

/** At least this many bits can be taken after a reload. */
export const BITS_AFTER_RELOAD: u64 = 57;

/** How many bits of the last byte are the mark and the zeros above it; more than 8 in a stream without a mark. */
// @ts-ignore: decorator
@inline
export function markBits(stream: usize, bytes: usize): u64 { return <u64>(clz<u32>(<u32>load<u8>(stream + bytes - 1)) - 23); }

/** The next `count` bits, at most 63, of which there must be enough in the word. */
// @ts-ignore: decorator
@inline
export function peek(word: u64, used: u64, count: u64): u64 { return ((word << used) >> 1) >> (63 - count); }

/** Bits left in the stream; negative when more were used than it has. */
// @ts-ignore: decorator
@inline
export function bitsLeft(stream: usize, at: usize, used: u64): i64 { return (<i64>at - <i64>stream) * 8 + 64 - <i64>used; }
