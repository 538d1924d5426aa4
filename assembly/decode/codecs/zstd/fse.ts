// Finite state entropy coding (RFC 8878, 4.1): reading a distribution, and building the decoding table of one. An entry is
// 8 bytes, with everything that decoding a symbol in this state needs:
//
//   bits 0-31  the value the symbol stands for (of a length or offset code: the least)
//   bits 32-39 how many extra bits to add to it
//   bits 40-47 how many bits the next state takes
//   bits 48-63 what these are added to for the next state

import { fseCounts, fseNext } from "./workspace";

const LOG_MIN: u32 = 5;
/** No alphabet here has more symbols. */
export const FSE_SYMBOLS_MAX: u32 = 64;

// @ts-ignore: decorator
@inline export function entryAt(table: usize, state: u64): u64 { return load<u64>(table + (<usize>state << 3)); }
// @ts-ignore: decorator
@inline export function valueOf(entry: u64): u64 { return entry & 0xffffffff; }
// @ts-ignore: decorator
@inline export function extraBitsOf(entry: u64): u64 { return (entry >> 32) & 0xff; }
// @ts-ignore: decorator
@inline export function stateBitsOf(entry: u64): u64 { return (entry >> 40) & 0xff; }
// @ts-ignore: decorator
@inline export function stateBaseOf(entry: u64): u64 { return entry >> 48; }

/** log2 of the size of the table last read, and how many symbols its distribution has. */
export let fseLog: u32 = 0;
export let fseSymbols: u32 = 0;

/**
 * Reads a distribution into `fseCounts`. Counts are written in as many bits as the largest that is still possible needs, one fewer
 * for small ones. Where the description ends, or 0 when it is damaged.
 */
export function readDistribution(src: usize, srcEnd: usize, logMax: u32, symbolsMax: u32): usize {
  if (src >= srcEnd) return 0;
  const log = (<u32>load<u8>(src) & 15) + LOG_MIN;
  if (log > logMax) return 0;
  const bitEnd = (srcEnd - src) << 3;
  let bit: usize = 4;
  let rest: i32 = 1 << log;
  let symbol: u32 = 0;
  while (rest > 0) {
    if (symbol >= symbolsMax || bit > bitEnd) return 0;
    const width = 32 - clz<u32>(<u32>rest + 1);
    const shortMask = (<u32>1 << (width - 1)) - 1;
    const shortValues = (<u32>1 << width) - 1 - (<u32>rest + 1);
    let value = (load<u32>(src + (bit >> 3)) >> <u32>(bit & 7)) & ((<u32>1 << width) - 1);
    if ((value & shortMask) < shortValues) {
      value &= shortMask;
      bit += <usize>width - 1;
    } else {
      if (value > shortMask) value -= shortValues;
      bit += <usize>width;
    }
    // -1 stands for a probability below 1, which still takes a state.
    const count = <i32>value - 1;
    rest -= count < 0 ? 1 : count;
    store<i16>(fseCounts + (<usize>symbol << 1), <i16>count);
    symbol++;
    if (count != 0) continue;
    let zeros: u32;
    do {
      if (bit > bitEnd) return 0;
      zeros = (<u32>load<u16>(src + (bit >> 3)) >> <u32>(bit & 7)) & 3;
      bit += 2;
      if (symbol + zeros > symbolsMax) return 0;
      memory.fill(fseCounts + (<usize>symbol << 1), 0, <usize>zeros << 1);
      symbol += zeros;
    } while (zeros == 3);
  }
  if (rest < 0 || bit > bitEnd) return 0;
  fseLog = log;
  fseSymbols = symbol;
  return src + ((bit + 7) >> 3);
}

/**
 * The table of a distribution of `symbols` counts (i16) that add up to a size of 2^log. `values` (u32 a symbol; 0: the symbol itself)
 * and `extraBits` (a byte a symbol; 0: none) say what the symbols stand for.
 */
export function buildFseTable(counts: usize, symbols: u32, log: u32, table: usize, values: usize, extraBits: usize): void {
  const size: u32 = 1 << log;
  const mask = size - 1;
  // Symbols of probability below 1 have the last states, a state each.
  let spreadEnd = size;
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const count = <i32>load<i16>(counts + (<usize>symbol << 1));
    if (count < 0) store<u64>(table + (<usize>(--spreadEnd) << 3), <u64>symbol);
    store<u16>(fseNext + (<usize>symbol << 1), <u16>abs(count));
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let position: u32 = 0;
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const count = <i32>load<i16>(counts + (<usize>symbol << 1));
    for (let index = 0; index < count; index++) {
      store<u64>(table + (<usize>position << 3), <u64>symbol);
      do position = (position + step) & mask;
      while (position >= spreadEnd);
    }
  }
  for (let state: u32 = 0; state < size; state++) {
    const slot = table + (<usize>state << 3);
    const symbol = load<u32>(slot);
    const nextSlot = fseNext + (<usize>symbol << 1);
    const next = <u32>load<u16>(nextSlot);
    store<u16>(nextSlot, <u16>(next + 1));
    const stateBits = log - (31 - clz<u32>(next));
    store<u64>(slot, entryOf(symbol, values, extraBits) | (<u64>stateBits << 40) | (<u64>((next << stateBits) - size) << 48));
  }
}

/** The table of one state, which takes no bits; `fseLog` is its size then. */
export function buildSingleTable(symbol: u32, table: usize, values: usize, extraBits: usize): void {
  fseLog = 0;
  store<u64>(table, entryOf(symbol, values, extraBits));
}

function entryOf(symbol: u32, values: usize, extraBits: usize): u64 {
  if (!values) return <u64>symbol;
  return <u64>load<u32>(values + (<usize>symbol << 2)) | (<u64>load<u8>(extraBits + symbol) << 32);
}
