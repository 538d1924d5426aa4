// The decoder's working memory, a block of scratch: decoding tables, which blocks hand on to later blocks, and literals.

import { scratch_alloc } from "../../../lib/scratch";

/** Most literals, and most content, of a block. */
export const BLOCK_BYTES_MAX: usize = 128 << 10;

/** Entries of FSE tables: 8 bytes (fse.ts); of the Huffman table: 2 (huffman.ts). */
export const LITERAL_LENGTH_LOG_MAX: u32 = 9;
export const OFFSET_LOG_MAX: u32 = 8;
export const MATCH_LENGTH_LOG_MAX: u32 = 9;
export const HUFFMAN_LOG_MAX: u32 = 11;

const FSE_TABLE_BYTES: usize = 8 << 9;
const FSE_DEFAULT_BYTES: usize = 8 << 6;

/** Tables read from blocks. */
export let literalLengthTable: usize = 0;
export let offsetTable: usize = 0;
export let matchLengthTable: usize = 0;
/** The same for the distributions that the format itself defines. */
export let literalLengthDefaults: usize = 0;
export let offsetDefaults: usize = 0;
export let matchLengthDefaults: usize = 0;

export let huffmanTable: usize = 0;
/** The Huffman code's weights, a byte a symbol, and the FSE table of the code they are written in. */
export let weights: usize = 0;
export let weightTable: usize = 0;
/** Counts of an FSE distribution (i16 a symbol), and the next states while its table is built (u16 a symbol). */
export let fseCounts: usize = 0;
export let fseNext: usize = 0;
export let literals: usize = 0;

let top: usize = 0;

export function allocateWorkspace(): void {
  top = scratch_alloc(3 * FSE_TABLE_BYTES + 4 * FSE_DEFAULT_BYTES + (2 << HUFFMAN_LOG_MAX) + 256 + 2 * 128 + BLOCK_BYTES_MAX + 64);
  literalLengthTable = take(FSE_TABLE_BYTES);
  offsetTable = take(FSE_TABLE_BYTES);
  matchLengthTable = take(FSE_TABLE_BYTES);
  literalLengthDefaults = take(FSE_DEFAULT_BYTES);
  offsetDefaults = take(FSE_DEFAULT_BYTES);
  matchLengthDefaults = take(FSE_DEFAULT_BYTES);
  huffmanTable = take(2 << HUFFMAN_LOG_MAX);
  weights = take(256);
  weightTable = take(FSE_DEFAULT_BYTES);
  fseCounts = take(128);
  fseNext = take(128);
  literals = take(BLOCK_BYTES_MAX + 64);
}

function take(bytes: usize): usize {
  const at = top;
  top += bytes;
  return at;
}
