// Decoding tables of DEFLATE's Huffman codes. A code's next bits index the root table; codes longer than the root's bits
// go on in a second table, whose place the root entry gives. An entry is a u32:
//
//   bits 0-3   length of the whole code; 0: no symbol has this code, or one that is reserved
//   bits 4-7   how many extra bits follow the code
//   bits 8-10  the flags below
//   bits 16-31 the literal, the least length or distance, or the index of the second table

export const ENTRY_LITERAL: u32 = 1 << 8;
export const ENTRY_END: u32 = 1 << 9;
export const ENTRY_SECOND: u32 = 1 << 10;

export const CODE_BITS_MAX: u32 = 15;
const ENTRY_BYTES_LOG2: usize = 2;

/** What the symbols of a code mean. */
export const ALPHABET_PLAIN: i32 = 0;
export const ALPHABET_LITERALS: i32 = 1;
export const ALPHABET_DISTANCES: i32 = 2;

const SYMBOL_END: u32 = 256;
const LENGTH_SYMBOLS: u32 = 29;
const DISTANCE_SYMBOLS: u32 = 30;

const LENGTH_MIN: usize = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
const LENGTH_EXTRA: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const DISTANCE_MIN: usize = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193,
  12289, 16385, 24577,
]);
const DISTANCE_EXTRA: usize = memory.data<u8>([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]);

function entryOf(alphabet: i32, symbol: u32, codeBits: u32): u32 {
  if (alphabet == ALPHABET_DISTANCES) {
    if (symbol >= DISTANCE_SYMBOLS) return 0;
    return codeBits | (<u32>load<u8>(DISTANCE_EXTRA + symbol) << 4) | (<u32>load<u16>(DISTANCE_MIN + (<usize>symbol << 1)) << 16);
  }
  if (alphabet == ALPHABET_PLAIN || symbol < SYMBOL_END) return codeBits | ENTRY_LITERAL | (symbol << 16);
  if (symbol == SYMBOL_END) return codeBits | ENTRY_END;
  const index = symbol - SYMBOL_END - 1;
  if (index >= LENGTH_SYMBOLS) return 0;
  return codeBits | (<u32>load<u8>(LENGTH_EXTRA + index) << 4) | (<u32>load<u16>(LENGTH_MIN + (<usize>index << 1)) << 16);
}

/** Bytes of a table for this many symbols: at worst each has a second table to itself. */
export function tableBytes(symbols: u32, rootBits: u32): usize {
  return ((<usize>1 << rootBits) + (<usize>symbols << (CODE_BITS_MAX - rootBits))) << ENTRY_BYTES_LOG2;
}

/** Bytes of the working space that `buildTable` needs. */
export const BUILD_BYTES: usize = 2 * 64;

/**
 * Builds the decoding table of the code with these lengths (a byte each; 0: the symbol does not occur). `space` is working
 * space. False when there are more codes than bits can tell apart.
 */
export function buildTable(lengths: usize, symbols: u32, alphabet: i32, table: usize, rootBits: u32, space: usize): bool {
  const counts = space, nextCodes = space + 64;
  memory.fill(counts, 0, 64);
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const slot = counts + (<usize>load<u8>(lengths + symbol) << 2);
    store<u32>(slot, load<u32>(slot) + 1);
  }
  store<u32>(counts, 0);
  let code: u32 = 0;
  for (let bits: u32 = 1; bits <= CODE_BITS_MAX; bits++) {
    code <<= 1;
    store<u32>(nextCodes + (<usize>bits << 2), code);
    code += load<u32>(counts + (<usize>bits << 2));
    if (code > <u32>1 << bits) return false;
  }

  const rootSize: u32 = 1 << rootBits;
  const secondSize: u32 = 1 << (CODE_BITS_MAX - rootBits);
  memory.fill(table, 0, <usize>rootSize << ENTRY_BYTES_LOG2);
  let tableEnd = rootSize;
  for (let symbol: u32 = 0; symbol < symbols; symbol++) {
    const bits = <u32>load<u8>(lengths + symbol);
    if (!bits) continue;
    const slot = nextCodes + (<usize>bits << 2);
    const own = load<u32>(slot);
    store<u32>(slot, own + 1);
    // The stream has a code's first bit lowest.
    const reversed = reverseBits(own, bits);
    const entry = entryOf(alphabet, symbol, bits);
    if (bits <= rootBits) {
      for (let index = reversed; index < rootSize; index += <u32>1 << bits) store<u32>(table + (<usize>index << ENTRY_BYTES_LOG2), entry);
      continue;
    }
    const root = table + (<usize>(reversed & (rootSize - 1)) << ENTRY_BYTES_LOG2);
    let second = load<u32>(root) >> 16;
    if (!second) {
      second = tableEnd;
      tableEnd += secondSize;
      memory.fill(table + (<usize>second << ENTRY_BYTES_LOG2), 0, <usize>secondSize << ENTRY_BYTES_LOG2);
      store<u32>(root, ENTRY_SECOND | (second << 16));
    }
    for (let index = reversed >> rootBits; index < secondSize; index += <u32>1 << (bits - rootBits))
      store<u32>(table + (<usize>(second + index) << ENTRY_BYTES_LOG2), entry);
  }
  return true;
}

function reverseBits(code: u32, bits: u32): u32 {
  let rest = code;
  let reversed: u32 = 0;
  for (let bit: u32 = 0; bit < bits; bit++) {
    reversed = (reversed << 1) | (rest & 1);
    rest >>= 1;
  }
  return reversed;
}

/** The entry of the code that `bits` begin with. */
// @ts-ignore: decorator
@inline
export function lookUp(table: usize, bits: u64, rootBits: u32): u32 {
  const entry = load<u32>(table + (<usize>(bits & ((<u64>1 << rootBits) - 1)) << ENTRY_BYTES_LOG2));
  if (!(entry & ENTRY_SECOND)) return entry;
  const index = <u32>(bits >> rootBits) & ((1 << (CODE_BITS_MAX - rootBits)) - 1);
  return load<u32>(table + (<usize>((entry >> 16) + index) << ENTRY_BYTES_LOG2));
}
