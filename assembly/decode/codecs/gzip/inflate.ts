// DEFLATE (RFC 1951). Bits are taken from a u64 that holds at least 56 after a refill; a refill reads up to 8 bytes past
// the input's end, into its padding, and whether bits from there were used is known from the position.

import { copyMatch } from "../copy";
import {
  ALPHABET_DISTANCES, ALPHABET_LITERALS, ALPHABET_PLAIN, BUILD_BYTES, buildTable, ENTRY_END, ENTRY_LITERAL, lookUp, tableBytes,
} from "./huffman-table";

const LITERAL_SYMBOLS: u32 = 288;
const DISTANCE_SYMBOLS: u32 = 32;
const LENGTH_SYMBOLS: u32 = 19;
const LITERAL_ROOT_BITS: u32 = 11;
const DISTANCE_ROOT_BITS: u32 = 8;
const LENGTH_ROOT_BITS: u32 = 7;

const BLOCK_STORED: u32 = 0;
const BLOCK_FIXED: u32 = 1;
const BLOCK_DYNAMIC: u32 = 2;

// Symbols of the code in which code lengths are written.
const LENGTH_REPEAT: u32 = 16;
const LENGTH_ZEROS_SHORT: u32 = 17;
const LENGTH_ORDER: usize = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

/** How far past the end the position may be before a refill; whoever gets there has used bits that are not there. */
const OVERRUN_BYTES: usize = 8;

let literalTable: usize = 0;
let distanceTable: usize = 0;
let lengths: usize = 0;
let space: usize = 0;

// The reader between blocks; the loop over a block's symbols keeps it in locals.
let position: usize = 0;
let srcEnd: usize = 0;
let bits: u64 = 0;
let bitCount: u64 = 0;

/** Bytes that `prepareInflate` needs for tables. */
export function inflateBytes(): usize {
  return (
    tableBytes(LITERAL_SYMBOLS, LITERAL_ROOT_BITS) + tableBytes(DISTANCE_SYMBOLS, DISTANCE_ROOT_BITS) +
    LITERAL_SYMBOLS + DISTANCE_SYMBOLS + BUILD_BYTES
  );
}

/** Says where the tables stand; once before a row of `inflate`. */
export function prepareInflate(tables: usize): void {
  literalTable = tables;
  distanceTable = literalTable + tableBytes(LITERAL_SYMBOLS, LITERAL_ROOT_BITS);
  lengths = distanceTable + tableBytes(DISTANCE_SYMBOLS, DISTANCE_ROOT_BITS);
  space = lengths + LITERAL_SYMBOLS + DISTANCE_SYMBOLS;
}

/** Where the last `inflate` stopped reading. */
export function inflatePosition(): usize { return position; }

/** Inflates from `src` to `dst`, up to and with the last block. The end of the output, or 0 when the input is damaged. */
export function inflate(src: usize, end: usize, dst: usize, dstEnd: usize): usize {
  position = src;
  srcEnd = end;
  bits = 0;
  bitCount = 0;
  let to = dst;
  for (;;) {
    if (!refill()) return 0;
    const last = take(1);
    const kind = take(2);
    if (kind == BLOCK_STORED) to = copyStored(to, dstEnd);
    else {
      if (kind == BLOCK_FIXED) buildFixed();
      else if (kind != BLOCK_DYNAMIC || !readTables()) return 0;
      to = decodeBlock(dst, to, dstEnd);
    }
    if (!to) return 0;
    if (last) break;
  }
  toByte();
  return position <= srcEnd ? to : 0;
}

function refill(): bool {
  if (position > srcEnd + OVERRUN_BYTES) return false;
  bits |= load<u64>(position) << bitCount;
  position += <usize>((63 - bitCount) >> 3);
  bitCount |= 56;
  return true;
}

function take(count: u32): u32 {
  const value = <u32>bits & ((1 << count) - 1);
  bits >>= <u64>count;
  bitCount -= <u64>count;
  return value;
}

/** Drops what is left of the byte, and gives back the bytes not used. */
function toByte(): void {
  position -= <usize>(bitCount >> 3);
  bits = 0;
  bitCount = 0;
}

function copyStored(to: usize, dstEnd: usize): usize {
  toByte();
  if (position > srcEnd || srcEnd - position < 4) return 0;
  const length = <usize>load<u16>(position);
  if (length != (<usize>load<u16>(position, 2) ^ 0xffff)) return 0;
  position += 4;
  if (length > srcEnd - position || length > dstEnd - to) return 0;
  memory.copy(to, position, length);
  position += length;
  return to + length;
}

function buildFixed(): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  buildTable(lengths, LITERAL_SYMBOLS, ALPHABET_LITERALS, literalTable, LITERAL_ROOT_BITS, space);
  memory.fill(lengths, 5, DISTANCE_SYMBOLS);
  buildTable(lengths, DISTANCE_SYMBOLS, ALPHABET_DISTANCES, distanceTable, DISTANCE_ROOT_BITS, space);
}

/** The codes of a dynamic block: code lengths, run-length coded, themselves in a Huffman code. */
function readTables(): bool {
  const literalCount = take(5) + 257;
  const distanceCount = take(5) + 1;
  const lengthCount = take(4) + 4;
  if (literalCount > LITERAL_SYMBOLS) return false;
  memory.fill(lengths, 0, LENGTH_SYMBOLS);
  for (let index: u32 = 0; index < lengthCount; index++) {
    if (!refill()) return false;
    store<u8>(lengths + load<u8>(LENGTH_ORDER + index), <u8>take(3));
  }
  const lengthTable = distanceTable;
  if (!buildTable(lengths, LENGTH_SYMBOLS, ALPHABET_PLAIN, lengthTable, LENGTH_ROOT_BITS, space)) return false;

  const total = literalCount + distanceCount;
  let at: u32 = 0;
  while (at < total) {
    if (!refill()) return false;
    const entry = lookUp(lengthTable, bits, LENGTH_ROOT_BITS);
    if (!entry) return false;
    take(entry & 15);
    const symbol = entry >> 16;
    if (symbol < LENGTH_REPEAT) {
      store<u8>(lengths + at++, <u8>symbol);
      continue;
    }
    let value: u8 = 0;
    let run: u32;
    if (symbol == LENGTH_REPEAT) {
      if (!at) return false;
      value = load<u8>(lengths + at - 1);
      run = take(2) + 3;
    } else run = symbol == LENGTH_ZEROS_SHORT ? take(3) + 3 : take(7) + 11;
    if (run > total - at) return false;
    memory.fill(lengths + at, value, run);
    at += run;
  }
  return (
    buildTable(lengths, literalCount, ALPHABET_LITERALS, literalTable, LITERAL_ROOT_BITS, space) &&
    buildTable(lengths + literalCount, distanceCount, ALPHABET_DISTANCES, distanceTable, DISTANCE_ROOT_BITS, space)
  );
}

/** Decodes symbols up to the block's end. The end of the output, or 0. */
function decodeBlock(dst: usize, start: usize, dstEnd: usize): usize {
  const literals = literalTable, distances = distanceTable, readEnd = srcEnd + OVERRUN_BYTES;
  let at = position, word = bits, count = bitCount, to = start;
  while (at <= readEnd) {
    word |= load<u64>(at) << count;
    at += <usize>((63 - count) >> 3);
    count |= 56;

    // Up to two literals and a length are at most 50 bits.
    let entry = lookUp(literals, word, LITERAL_ROOT_BITS);
    if (entry & ENTRY_LITERAL) {
      store<u8>(to++, <u8>(entry >> 16));
      word >>= <u64>(entry & 15);
      count -= <u64>(entry & 15);
      entry = lookUp(literals, word, LITERAL_ROOT_BITS);
      if (entry & ENTRY_LITERAL) {
        store<u8>(to++, <u8>(entry >> 16));
        word >>= <u64>(entry & 15);
        count -= <u64>(entry & 15);
        entry = lookUp(literals, word, LITERAL_ROOT_BITS);
      }
    }
    // Two literals too many are in the padding.
    if (to > dstEnd) return 0;
    if (entry & ENTRY_LITERAL) continue;

    const lengthBits = <u64>(entry & 15);
    if (!lengthBits) return 0;
    word >>= lengthBits;
    count -= lengthBits;
    if (entry & ENTRY_END) {
      position = at;
      bits = word;
      bitCount = count;
      return to;
    }
    const lengthExtra = <u64>((entry >> 4) & 15);
    const length = <usize>(entry >> 16) + <usize>(word & ((<u64>1 << lengthExtra) - 1));
    word >>= lengthExtra;
    count -= lengthExtra;

    word |= load<u64>(at) << count;
    at += <usize>((63 - count) >> 3);
    count |= 56;
    entry = lookUp(distances, word, DISTANCE_ROOT_BITS);
    const distanceBits = <u64>(entry & 15);
    if (!distanceBits) return 0;
    word >>= distanceBits;
    const distanceExtra = <u64>((entry >> 4) & 15);
    const distance = <usize>(entry >> 16) + <usize>(word & ((<u64>1 << distanceExtra) - 1));
    word >>= distanceExtra;
    count -= distanceBits + distanceExtra;
    if (distance > to - dst || length > dstEnd - to) return 0;
    copyMatch(to, distance, length);
    to += length;
  }
  return 0;
}
