// The literals section of a compressed block (RFC 8878, 3.1.1.3.1).

import { decodeFourStreams, decodeStream, huffmanLog, readHuffmanTable } from "./huffman";
import { BLOCK_BYTES_MAX, literals } from "./workspace";

const LITERALS_RAW: u32 = 0;
const LITERALS_REPEATED: u32 = 1;
const LITERALS_COMPRESSED: u32 = 2;

/** Where the literals of the block are: in the workspace, or, if they are not compressed, in the input. */
export let literalsStart: usize = 0;
export let literalsBytes: usize = 0;

/** Where the section ends, or 0 when it is damaged. */
export function readLiterals(src: usize, srcEnd: usize): usize {
  if (src >= srcEnd) return 0;
  const header = load<u64>(src);
  const kind = <u32>header & 3;
  const sizeFormat = <u32>(header >> 2) & 3;
  return kind <= LITERALS_REPEATED
    ? readPlain(src, srcEnd, header, kind, sizeFormat)
    : readCompressed(src, srcEnd, header, kind, sizeFormat);
}

function readPlain(src: usize, srcEnd: usize, header: u64, kind: u32, sizeFormat: u32): usize {
  // An even format is one bit long, so the size begins a bit earlier.
  const headerBytes: usize = sizeFormat == 1 ? 2 : sizeFormat == 3 ? 3 : 1;
  const size = (<usize>header & ((<usize>1 << (headerBytes << 3)) - 1)) >> (headerBytes == 1 ? 3 : 4);
  const content = src + headerBytes;
  if (content > srcEnd || size > BLOCK_BYTES_MAX) return 0;
  literalsBytes = size;
  if (kind == LITERALS_RAW) {
    literalsStart = content;
    return size <= srcEnd - content ? content + size : 0;
  }
  if (content == srcEnd) return 0;
  literalsStart = literals;
  memory.fill(literals, load<u8>(content), size);
  return content + 1;
}

function readCompressed(src: usize, srcEnd: usize, header: u64, kind: u32, sizeFormat: u32): usize {
  const sizeBits: u64 = sizeFormat < 2 ? 10 : sizeFormat == 2 ? 14 : 18;
  const sizeMask = (<u64>1 << sizeBits) - 1;
  const size = <usize>((header >> 4) & sizeMask);
  const compressedBytes = <usize>((header >> (4 + sizeBits)) & sizeMask);
  let stream = src + <usize>((4 + 2 * sizeBits + 7) >> 3);
  if (stream > srcEnd || compressedBytes > srcEnd - stream || size > BLOCK_BYTES_MAX) return 0;
  const streamEnd = stream + compressedBytes;
  if (kind == LITERALS_COMPRESSED) {
    stream = readHuffmanTable(stream, streamEnd);
    if (!stream) return 0;
  } else if (!huffmanLog) return 0;
  const decoded =
    sizeFormat == 0 ? decodeStream(stream, streamEnd - stream, literals, size) : decodeFourStreams(stream, streamEnd, literals, size);
  literalsStart = literals;
  literalsBytes = size;
  return decoded ? streamEnd : 0;
}
