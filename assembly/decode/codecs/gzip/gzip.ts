// The gzip wrapper (RFC 1952): one or more members, each a header, DEFLATE data, a checksum (not checked) and a length.

import { scratch_alloc } from "../../../lib/scratch";
import { DAMAGED } from "../result";
import { inflate, inflateBytes, inflatePosition, prepareInflate } from "./inflate";

const MAGIC_AND_METHOD: u32 = 0x088b1f;
const HEADER_BYTES: usize = 10;
const TRAILER_BYTES: usize = 8;

const FLAG_HEADER_CHECKSUM: u32 = 2;
const FLAG_EXTRA: u32 = 4;
const FLAG_NAME: u32 = 8;
const FLAG_COMMENT: u32 = 16;

export function gzipDecompress(src: usize, srcBytes: usize, dst: usize, dstBytes: usize): i32 {
  const srcEnd = src + srcBytes, dstEnd = dst + dstBytes;
  prepareInflate(scratch_alloc(inflateBytes()));
  let to = dst;
  do {
    const data = skipHeader(src, srcEnd);
    if (!data) return DAMAGED;
    const end = inflate(data, srcEnd, to, dstEnd);
    if (!end) return DAMAGED;
    src = inflatePosition();
    if (srcEnd - src < TRAILER_BYTES || load<u32>(src, 4) != <u32>(end - to)) return DAMAGED;
    src += TRAILER_BYTES;
    to = end;
  } while (src < srcEnd);
  return <i32>(to - dst);
}

/** Where the member's data begins, or 0. */
function skipHeader(src: usize, srcEnd: usize): usize {
  if (srcEnd - src < HEADER_BYTES || (load<u32>(src) & 0xffffff) != MAGIC_AND_METHOD) return 0;
  const flags = <u32>load<u8>(src, 3);
  let at = src + HEADER_BYTES;
  if (flags & FLAG_EXTRA) at += 2 + <usize>load<u16>(at);
  if (flags & FLAG_NAME) at = skipText(at, srcEnd);
  if (flags & FLAG_COMMENT) at = skipText(at, srcEnd);
  if (flags & FLAG_HEADER_CHECKSUM) at += 2;
  return at <= srcEnd ? at : 0;
}

/** Past the zero that ends the text; past the input's end if there is none. */
function skipText(src: usize, srcEnd: usize): usize {
  let at = src;
  while (at < srcEnd && load<u8>(at) != 0) at++;
  return at + 1;
}
