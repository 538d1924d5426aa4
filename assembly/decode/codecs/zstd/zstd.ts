// Zstandard (RFC 8878): frames of blocks, and skippable frames. Content checksums are skipped, dictionaries are not supported.

import { DAMAGED, UNSUPPORTED } from "../result";
import { forgetHuffmanTable } from "./huffman";
import { readLiterals } from "./literals";
import { buildDefaultTables, forgetSequenceTables } from "./sequence-tables";
import { resetDistances, runSequences } from "./sequences";
import { allocateWorkspace, BLOCK_BYTES_MAX } from "./workspace";

const MAGIC: u32 = 0xfd2fb528;
const MAGIC_SKIPPABLE: u32 = 0x184d2a50;
const MAGIC_SKIPPABLE_MASK: u32 = 0xfffffff0;

const FLAG_CHECKSUM: u32 = 4;
const FLAG_RESERVED: u32 = 8;
const FLAG_SINGLE_SEGMENT: u32 = 32;
const CHECKSUM_BYTES: usize = 4;

const BLOCK_HEADER_BYTES: usize = 3;
const BLOCK_RAW: u32 = 0;
const BLOCK_REPEATED: u32 = 1;
const BLOCK_COMPRESSED: u32 = 2;

export function zstdDecompress(src: usize, srcBytes: usize, dst: usize, dstBytes: usize): i32 {
  const srcEnd = src + srcBytes, dstEnd = dst + dstBytes;
  allocateWorkspace();
  buildDefaultTables();
  let at = src, to = dst;
  while (at < srcEnd) {
    if (srcEnd - at < 8) return DAMAGED;
    const magic = load<u32>(at);
    if ((magic & MAGIC_SKIPPABLE_MASK) == MAGIC_SKIPPABLE) {
      const bytes = <usize>load<u32>(at, 4);
      at += 8;
      if (bytes > srcEnd - at) return DAMAGED;
      at += bytes;
      continue;
    }
    if (magic != MAGIC) return DAMAGED;
    const header = <u32>load<u8>(at, 4);
    if (header & FLAG_RESERVED) return DAMAGED;
    at = readHeader(at + 5, header);
    if (at > srcEnd) return DAMAGED;
    if (dictionary != 0) return UNSUPPORTED;
    const end = decodeBlocks(at, srcEnd, to, dstEnd);
    if (!end) return DAMAGED;
    if (contentBytesKnown && contentBytes != <u64>(end - to)) return DAMAGED;
    at = blocksEnd;
    if (header & FLAG_CHECKSUM) {
      if (srcEnd - at < CHECKSUM_BYTES) return DAMAGED;
      at += CHECKSUM_BYTES;
    }
    to = end;
  }
  return <i32>(to - dst);
}

// What the last `readHeader` and `decodeBlocks` found.
let contentBytes: u64 = 0;
let contentBytesKnown: bool = false;
let dictionary: u32 = 0;
let blocksEnd: usize = 0;

/** The rest of a frame header, after its first byte. Where it ends. */
function readHeader(src: usize, header: u32): usize {
  let at = src;
  const singleSegment = (header & FLAG_SINGLE_SEGMENT) != 0;
  // The window's size says how much to keep; here all of the frame is kept.
  if (!singleSegment) at++;

  const dictionaryBytes = (1 << (header & 3)) >> 1;
  dictionary = load<u32>(at) & <u32>(((<u64>1) << (<u64>dictionaryBytes << 3)) - 1);
  at += dictionaryBytes;

  const sizeFlag = header >> 6;
  contentBytesKnown = singleSegment || sizeFlag != 0;
  const stored = load<u64>(at);
  if (sizeFlag == 3) {
    contentBytes = stored;
    return at + 8;
  }
  if (sizeFlag == 2) {
    contentBytes = stored & 0xffffffff;
    return at + 4;
  }
  if (sizeFlag == 1) {
    contentBytes = (stored & 0xffff) + 256;
    return at + 2;
  }
  contentBytes = stored & 0xff;
  return singleSegment ? at + 1 : at;
}

/** Decodes a frame's blocks; `blocksEnd` is where they end. Where the content ends, or 0. */
function decodeBlocks(start: usize, srcEnd: usize, frameStart: usize, dstEnd: usize): usize {
  forgetHuffmanTable();
  forgetSequenceTables();
  resetDistances();
  let src = start, to = frameStart, last = false;
  while (!last) {
    if (srcEnd - src < BLOCK_HEADER_BYTES) return 0;
    const header = load<u32>(src) & 0xffffff;
    src += BLOCK_HEADER_BYTES;
    last = (header & 1) != 0;
    const kind = (header >> 1) & 3;
    const bytes = <usize>(header >> 3);
    if (bytes > BLOCK_BYTES_MAX) return 0;
    if (kind == BLOCK_REPEATED) {
      if (src >= srcEnd || bytes > dstEnd - to) return 0;
      memory.fill(to, load<u8>(src++), bytes);
      to += bytes;
      continue;
    }
    if (bytes > srcEnd - src) return 0;
    if (kind == BLOCK_RAW) {
      if (bytes > dstEnd - to) return 0;
      memory.copy(to, src, bytes);
      to += bytes;
    } else if (kind == BLOCK_COMPRESSED) {
      const sequences = readLiterals(src, src + bytes);
      if (!sequences) return 0;
      to = runSequences(sequences, src + bytes, frameStart, to, dstEnd);
      if (!to) return 0;
    } else return 0;
    src += bytes;
  }
  blocksEnd = src;
  return to;
}
