// The three FSE tables that sequences are written in: for literal lengths, offsets and match lengths (RFC 8878, 3.1.1.3.2).
// A block says for each: the format's own distribution, one symbol for all, a distribution in the block, or the last block's table.

import { buildFseTable, buildSingleTable, fseLog, fseSymbols, readDistribution } from "./fse";
import {
  fseCounts, LITERAL_LENGTH_LOG_MAX, literalLengthDefaults, literalLengthTable, MATCH_LENGTH_LOG_MAX, matchLengthDefaults,
  matchLengthTable, OFFSET_LOG_MAX, offsetDefaults, offsetTable,
} from "./workspace";

const MODE_DEFAULT: u32 = 0;
const MODE_SINGLE: u32 = 1;
const MODE_WRITTEN: u32 = 2;

const LITERAL_LENGTH_SYMBOLS: u32 = 36;
const OFFSET_SYMBOLS: u32 = 32;
const MATCH_LENGTH_SYMBOLS: u32 = 53;

const LITERAL_LENGTH_VALUES: usize = memory.data<u32>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096,
  8192, 16384, 32768, 65536,
]);
const LITERAL_LENGTH_EXTRA: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
]);
const MATCH_LENGTH_VALUES: usize = memory.data<u32>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37,
  39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
]);
const MATCH_LENGTH_EXTRA: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5,
  7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
]);
const OFFSET_VALUES: usize = memory.data<u32>([
  0x1, 0x2, 0x4, 0x8, 0x10, 0x20, 0x40, 0x80, 0x100, 0x200, 0x400, 0x800, 0x1000, 0x2000, 0x4000, 0x8000, 0x10000, 0x20000,
  0x40000, 0x80000, 0x100000, 0x200000, 0x400000, 0x800000, 0x1000000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000,
  0x40000000, 0x80000000,
]);
const OFFSET_EXTRA: usize = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
]);

const LITERAL_LENGTH_DEFAULT_LOG: u32 = 6;
const LITERAL_LENGTH_DEFAULT: usize = memory.data<i16>([
  4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
]);
const OFFSET_DEFAULT_LOG: u32 = 5;
const OFFSET_DEFAULT_SYMBOLS: u32 = 29;
const OFFSET_DEFAULT: usize = memory.data<i16>([
  1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
]);
const MATCH_LENGTH_DEFAULT_LOG: u32 = 6;
const MATCH_LENGTH_DEFAULT: usize = memory.data<i16>([
  1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
]);

/** The tables to use, and log2 of their sizes. 0 tables: no block had any yet. */
export let literalLengths: usize = 0;
export let literalLengthsLog: u32 = 0;
export let offsets: usize = 0;
export let offsetsLog: u32 = 0;
export let matchLengths: usize = 0;
export let matchLengthsLog: u32 = 0;

/** Once for a workspace. */
export function buildDefaultTables(): void {
  buildFseTable(
    LITERAL_LENGTH_DEFAULT, LITERAL_LENGTH_SYMBOLS, LITERAL_LENGTH_DEFAULT_LOG,
    literalLengthDefaults, LITERAL_LENGTH_VALUES, LITERAL_LENGTH_EXTRA,
  );
  buildFseTable(OFFSET_DEFAULT, OFFSET_DEFAULT_SYMBOLS, OFFSET_DEFAULT_LOG, offsetDefaults, OFFSET_VALUES, OFFSET_EXTRA);
  buildFseTable(
    MATCH_LENGTH_DEFAULT, MATCH_LENGTH_SYMBOLS, MATCH_LENGTH_DEFAULT_LOG,
    matchLengthDefaults, MATCH_LENGTH_VALUES, MATCH_LENGTH_EXTRA,
  );
}

/** At a frame's start. */
export function forgetSequenceTables(): void {
  literalLengths = 0;
  offsets = 0;
  matchLengths = 0;
}

/** Reads the three tables that `modes`, a byte, describes. Where they end, or 0 when they are damaged. */
export function readSequenceTables(start: usize, srcEnd: usize, modes: u32): usize {
  let src = start;
  const literalLengthMode = modes >> 6, offsetMode = (modes >> 4) & 3, matchLengthMode = (modes >> 2) & 3;
  if (modes & 3) return 0;

  if (literalLengthMode == MODE_DEFAULT) {
    literalLengths = literalLengthDefaults;
    literalLengthsLog = LITERAL_LENGTH_DEFAULT_LOG;
  } else if (literalLengthMode <= MODE_WRITTEN) {
    literalLengths = literalLengthTable;
    src = readTable(
      src, srcEnd, literalLengthMode, literalLengthTable, LITERAL_LENGTH_LOG_MAX,
      LITERAL_LENGTH_SYMBOLS, LITERAL_LENGTH_VALUES, LITERAL_LENGTH_EXTRA,
    );
    literalLengthsLog = fseLog;
  }
  if (!src || !literalLengths) return 0;

  if (offsetMode == MODE_DEFAULT) {
    offsets = offsetDefaults;
    offsetsLog = OFFSET_DEFAULT_LOG;
  } else if (offsetMode <= MODE_WRITTEN) {
    offsets = offsetTable;
    src = readTable(src, srcEnd, offsetMode, offsetTable, OFFSET_LOG_MAX, OFFSET_SYMBOLS, OFFSET_VALUES, OFFSET_EXTRA);
    offsetsLog = fseLog;
  }
  if (!src || !offsets) return 0;

  if (matchLengthMode == MODE_DEFAULT) {
    matchLengths = matchLengthDefaults;
    matchLengthsLog = MATCH_LENGTH_DEFAULT_LOG;
  } else if (matchLengthMode <= MODE_WRITTEN) {
    matchLengths = matchLengthTable;
    src = readTable(
      src, srcEnd, matchLengthMode, matchLengthTable, MATCH_LENGTH_LOG_MAX,
      MATCH_LENGTH_SYMBOLS, MATCH_LENGTH_VALUES, MATCH_LENGTH_EXTRA,
    );
    matchLengthsLog = fseLog;
  }
  return matchLengths ? src : 0;
}

/** Reads a table of one symbol or a distribution; `fseLog` is its size then. Where it ends, or 0 when it is damaged. */
function readTable(
  src: usize, srcEnd: usize, mode: u32, table: usize, logMax: u32, symbolsMax: u32, values: usize, extraBits: usize,
): usize {
  if (mode == MODE_SINGLE) {
    if (src >= srcEnd) return 0;
    const symbol = <u32>load<u8>(src);
    if (symbol >= symbolsMax) return 0;
    buildSingleTable(symbol, table, values, extraBits);
    return src + 1;
  }
  const end = readDistribution(src, srcEnd, logMax, symbolsMax);
  if (end) buildFseTable(fseCounts, fseSymbols, fseLog, table, values, extraBits);
  return end;
}
