// Zstandard's Huffman codes (RFC 8878, 4.2): reading one, and decoding streams with it. The table is indexed by a code's next `log`
// bits; an entry is a u16, the symbol in its lower byte and the code's length in the upper one.

import { BITS_AFTER_RELOAD, bitsLeft, markBits, peek } from "./bits";
import { buildFseTable, entryAt, fseLog, fseSymbols, readDistribution, stateBaseOf, stateBitsOf, valueOf } from "./fse";
import { fseCounts, fseNext, HUFFMAN_LOG_MAX, huffmanTable, weights, weightTable } from "./workspace";

const WEIGHT_FSE_LOG_MAX: u32 = 6;
const WEIGHT_MAX: u32 = HUFFMAN_LOG_MAX;
/** The last symbol's weight is not written: it follows from the others. */
const WEIGHTS_WRITTEN_MAX: u32 = 255;
/** From this on the header byte counts weights of 4 bits; below it is the size of their FSE stream. */
const HEADER_DIRECT: u32 = 128;

/** Length of the longest code of the table; 0: there is no table yet. */
export let huffmanLog: u32 = 0;

export function forgetHuffmanTable(): void { huffmanLog = 0; }

/** Reads a code and builds its table. Where its description ends, or 0 when it is damaged. */
export function readHuffmanTable(src: usize, srcEnd: usize): usize {
  huffmanLog = 0;
  if (src >= srcEnd) return 0;
  const header = <u32>load<u8>(src++);
  let count: u32;
  if (header >= HEADER_DIRECT) {
    count = header - HEADER_DIRECT + 1;
    const bytes = <usize>((count + 1) >> 1);
    if (bytes > srcEnd - src) return 0;
    for (let index: u32 = 0; index < count; index += 2) {
      const pair = load<u8>(src + (index >> 1));
      store<u8>(weights + index, pair >> 4);
      store<u8>(weights + index, pair & 15, 1);
    }
    src += bytes;
  } else {
    if (<usize>header > srcEnd - src) return 0;
    count = readWeights(src, src + header);
    src += header;
  }
  return count && buildTable(count) ? src : 0;
}

/** Weights in an FSE stream that two states take turns to read, until its bits run out. Their number, or 0. */
function readWeights(src: usize, srcEnd: usize): u32 {
  const stream = readDistribution(src, srcEnd, WEIGHT_FSE_LOG_MAX, WEIGHT_MAX + 1);
  if (!stream || stream >= srcEnd) return 0;
  const log = <u64>fseLog;
  buildFseTable(fseCounts, fseSymbols, fseLog, weightTable, 0, 0);
  let at = srcEnd - 8;
  let used = markBits(stream, srcEnd - stream);
  if (used > 8) return 0;
  let word = load<u64>(at);
  let state = peek(word, used, log);
  let other = peek(word, used + log, log);
  used += log + log;
  if (bitsLeft(stream, at, used) < 0) return 0;
  for (let count: u32 = 0; count < WEIGHTS_WRITTEN_MAX - 1; ) {
    at -= <usize>(used >> 3);
    used &= 7;
    word = load<u64>(at);
    const entry = entryAt(weightTable, state);
    store<u8>(weights + count++, <u8>valueOf(entry));
    const next = stateBaseOf(entry) + peek(word, used, stateBitsOf(entry));
    used += stateBitsOf(entry);
    state = other;
    other = next;
    if (bitsLeft(stream, at, used) < 0) {
      store<u8>(weights + count++, <u8>valueOf(entryAt(weightTable, state)));
      return count;
    }
  }
  return 0;
}

/** A symbol of weight w > 0 has 2^(w-1) entries; all entries together are a power of two, which gives the last weight. */
function buildTable(written: u32): bool {
  let total: u32 = 0;
  for (let symbol: u32 = 0; symbol < written; symbol++) {
    const weight = <u32>load<u8>(weights + symbol);
    if (weight > WEIGHT_MAX) return false;
    if (weight) total += <u32>1 << (weight - 1);
  }
  if (!total) return false;
  const log: u32 = 32 - clz<u32>(total);
  if (log > HUFFMAN_LOG_MAX) return false;
  const rest = (<u32>1 << log) - total;
  if (popcnt<u32>(rest) != 1) return false;
  store<u8>(weights + written, <u8>(32 - clz<u32>(rest)));
  const symbols = written + 1;

  // Where the entries of the next symbol of each weight begin: longest codes first, and equal ones in the order of symbols.
  const starts = fseNext;
  memory.fill(starts, 0, <usize>(WEIGHT_MAX + 2) << 1);
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const weight = <u32>load<u8>(weights + symbol);
    const slot = starts + (<usize>(weight + 1) << 1);
    if (weight) store<u16>(slot, load<u16>(slot) + (<u16>1 << <u16>(weight - 1)));
  }
  for (let weight: usize = 2; weight <= <usize>WEIGHT_MAX; weight++) {
    const slot = starts + (weight << 1);
    store<u16>(slot, load<u16>(slot) + load<u16>(slot - 2));
  }
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const weight = <u32>load<u8>(weights + symbol);
    if (!weight) continue;
    const slot = starts + (<usize>weight << 1);
    const start = <u32>load<u16>(slot);
    const end = start + (<u32>1 << (weight - 1));
    const entry = <u16>(symbol | ((log + 1 - weight) << 8));
    for (let index = start; index < end; index++) store<u16>(huffmanTable + (<usize>index << 1), entry);
    store<u16>(slot, <u16>end);
  }
  huffmanLog = log;
  return true;
}

// @ts-ignore: decorator
@inline
function lookUp(table: usize, word: u64, used: u64, shift: u64): u32 {
  return <u32>load<u16>(table + (<usize>((word << used) >> shift) << 1));
}

/** Symbols that a reload has the bits for. */
const SYMBOLS_PER_RELOAD: usize = <usize>(BITS_AFTER_RELOAD / HUFFMAN_LOG_MAX);

/** Decodes one stream to the `count` bytes at `to`. False when it is damaged. */
export function decodeStream(stream: usize, bytes: usize, to: usize, count: usize): bool {
  if (bytes == 0) return false;
  const used = markBits(stream, bytes);
  return used <= 8 && finishStream(stream, stream + bytes - 8, used, to, to + count);
}

/** Decodes the rest of a stream, whose last bit must be that of the last symbol. */
function finishStream(stream: usize, start: usize, startUsed: u64, startTo: usize, toEnd: usize): bool {
  const table = huffmanTable, shift = <u64>(64 - huffmanLog);
  let at = start, used = startUsed, to = startTo;
  while (to < toEnd) {
    at -= <usize>(used >> 3);
    used &= 7;
    if (at + 8 < stream) return false;
    const word = load<u64>(at);
    const stop = min(to + SYMBOLS_PER_RELOAD, toEnd);
    do {
      const entry = lookUp(table, word, used, shift);
      store<u8>(to++, <u8>entry);
      used += <u64>(entry >> 8);
    } while (to < stop);
  }
  return bitsLeft(stream, at, used) == 0;
}

const JUMP_TABLE_BYTES: usize = 6;

/**
 * Decodes the four streams at `src` to the `count` bytes at `to`, a quarter each. They are decoded in turns, so that
 * the processor need not wait for one symbol's length before it looks up the next.
 */
export function decodeFourStreams(src: usize, srcEnd: usize, to: usize, count: usize): bool {
  if (srcEnd - src < JUMP_TABLE_BYTES) return false;
  const quarter = (count + 3) >> 2;
  if (quarter * 3 > count) return false;
  const stream0 = src + JUMP_TABLE_BYTES;
  const stream1 = stream0 + <usize>load<u16>(src);
  const stream2 = stream1 + <usize>load<u16>(src, 2);
  const stream3 = stream2 + <usize>load<u16>(src, 4);
  if (stream3 >= srcEnd || stream0 == stream1 || stream1 == stream2 || stream2 == stream3) return false;
  let used0 = markBits(stream0, stream1 - stream0), used1 = markBits(stream1, stream2 - stream1);
  let used2 = markBits(stream2, stream3 - stream2), used3 = markBits(stream3, srcEnd - stream3);
  if (max(max(used0, used1), max(used2, used3)) > 8) return false;
  let at0 = stream1 - 8, at1 = stream2 - 8, at2 = stream3 - 8, at3 = srcEnd - 8;
  let to0 = to, to1 = to + quarter, to2 = to1 + quarter, to3 = to2 + quarter;
  const table = huffmanTable, shift = <u64>(64 - huffmanLog);

  // The last stream's share is the smallest.
  for (let rounds = (count - 3 * quarter) / SYMBOLS_PER_RELOAD; rounds > 0; rounds--) {
    at0 -= <usize>(used0 >> 3);
    at1 -= <usize>(used1 >> 3);
    at2 -= <usize>(used2 >> 3);
    at3 -= <usize>(used3 >> 3);
    used0 &= 7;
    used1 &= 7;
    used2 &= 7;
    used3 &= 7;
    if (at0 + 8 < stream0 || at1 + 8 < stream1 || at2 + 8 < stream2 || at3 + 8 < stream3) return false;
    const word0 = load<u64>(at0), word1 = load<u64>(at1), word2 = load<u64>(at2), word3 = load<u64>(at3);
    for (let symbol: usize = 0; symbol < SYMBOLS_PER_RELOAD; symbol++) {
      const entry0 = lookUp(table, word0, used0, shift);
      const entry1 = lookUp(table, word1, used1, shift);
      const entry2 = lookUp(table, word2, used2, shift);
      const entry3 = lookUp(table, word3, used3, shift);
      store<u8>(to0++, <u8>entry0);
      store<u8>(to1++, <u8>entry1);
      store<u8>(to2++, <u8>entry2);
      store<u8>(to3++, <u8>entry3);
      used0 += <u64>(entry0 >> 8);
      used1 += <u64>(entry1 >> 8);
      used2 += <u64>(entry2 >> 8);
      used3 += <u64>(entry3 >> 8);
    }
  }
  return (
    finishStream(stream0, at0, used0, to0, to + quarter) &&
    finishStream(stream1, at1, used1, to1, to + 2 * quarter) &&
    finishStream(stream2, at2, used2, to2, to + 3 * quarter) &&
    finishStream(stream3, at3, used3, to3, to + count)
  );
}
