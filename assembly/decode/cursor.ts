// The state of reading one column chunk, in linear memory: where the cursor stands in the chunk, in the page, and in the
// page's levels and values. A cursor is opened on one chunk after the other and keeps its page memory.

/** What comes out. src/io/parquet/spec.ts has the same numbers. */
export const OUT_BOOL: u32 = 0;
/** Values of 4 or 8 bytes as they are. */
export const OUT_FIXED_32: u32 = 1;
export const OUT_FIXED_64: u32 = 2;
/** INT32 of which the lowest 8 or 16 bits are the value. */
export const OUT_NARROW_8: u32 = 3;
export const OUT_NARROW_16: u32 = 4;
/** INT96: nanoseconds of the day and Julian day, as nanoseconds since 1970. */
export const OUT_INT96: u32 = 5;
export const OUT_VIEW: u32 = 6;
/** Dictionary indices, each replaced through a table that the caller gives. */
export const OUT_CODES: u32 = 7;

/** Bytes of a value, of all outputs but OUT_BOOL. */
export function outputWidth(output: u32): u32 {
  switch (output) {
    case OUT_NARROW_8: return 1;
    case OUT_NARROW_16: return 2;
    case OUT_FIXED_32:
    case OUT_CODES: return 4;
    case OUT_VIEW: return 16;
    default: return 8;
  }
}

/** How values stand in the open page. */
export const FORM_PLAIN: u32 = 0;
export const FORM_PLAIN_STRINGS: u32 = 1;
export const FORM_BITS: u32 = 2;
export const FORM_RUN_BITS: u32 = 3;
export const FORM_INDICES: u32 = 4;
export const FORM_VIEWS: u32 = 5;

/** A stream of runs, each of one repeated value or of bit-packed values (Parquet's RLE/bit-packing hybrid). */
// @ts-ignore: decorator
@unmanaged
export class Runs {
  /** The header of the next run. */
  at: usize;
  end: usize;
  width: u32;
  /** Values left in the current run. */
  left: u32;
  /** The current run's packed values; 0: it repeats `value`. */
  packed: usize;
  /** Index in `packed` of the next value. */
  packedAt: u32;
  value: u32;
  /** For unpacking 8 values at a time: byte shuffles and factors, see runs.ts. */
  shuffleLow0: u64;
  shuffleLow1: u64;
  shuffleHigh0: u64;
  shuffleHigh1: u64;
  factorLow0: u64;
  factorLow1: u64;
  factorHigh0: u64;
  factorHigh1: u64;
  shuffle0: u64;
  shuffle1: u64;
  factor0: u64;
  factor1: u64;
}

// @ts-ignore: decorator
@unmanaged
export class Cursor {
  arena: usize;
  output: u32;
  codec: i32;
  /** The column may hold nulls, so pages have definition levels. */
  nullable: bool;
  chunk: usize;
  /** The header of the next page. */
  next: usize;
  end: usize;
  /** Most bytes that a page may have when decompressed. */
  pageBytesMax: u32;
  /** Rows of the chunk. */
  rows: u32;
  /** Those of them in pages to come. */
  rowsToCome: u32;
  /** Of pages longer than `sliceRows`, see shared-pages.ts; 0: the chunk is read by one thread. */
  sharedPages: usize;
  sliceRows: u32;

  /** The header of the current page. */
  page: usize;
  pageType: u32;
  pageBytes: u32;
  bodyBytes: u32;
  body: usize;
  valueCount: u32;
  encoding: u32;
  levelEncoding: u32;
  nullCount: u32;
  levelBytes: u32;
  repetitionBytes: u32;
  compressed: bool;

  /** Rows left in the current page. */
  rowsLeft: u32;
  /** The page is decompressed and `form` and what follows is set. */
  opened: bool;
  /** The open page may hold nulls: its levels must be read. */
  pageNulls: bool;
  form: u32;
  /** The next value, in the forms that have an address. */
  values: usize;
  valuesEnd: usize;
  /** The next value of FORM_BITS. */
  bitAt: u32;
  /** The values of the last batch. */
  batch: usize;

  /** Values of the output's type; for codes, the table of replacements. */
  dictionary: usize;
  dictionaryCount: u32;
  /** How many there were. */
  dictionaryNumber: u32;

  /** Lists of page memory, see blocks.ts. */
  pageBlocks: usize;
  dictionaryBlocks: usize;
  retiredBlocks: usize;
  spareBlocks: usize;
}

const LEVELS: usize = 256;
const INDICES: usize = 384;
export const CURSOR_BYTES: usize = 512;

/** Definition levels of the open page. */
// @ts-ignore: decorator
@inline export function levelsOf(cursor: Cursor): Runs { return changetype<Runs>(changetype<usize>(cursor) + LEVELS); }
/** Dictionary indices of the open page, or its booleans. */
// @ts-ignore: decorator
@inline export function indicesOf(cursor: Cursor): Runs { return changetype<Runs>(changetype<usize>(cursor) + INDICES); }
