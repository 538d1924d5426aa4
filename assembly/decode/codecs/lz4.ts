// LZ4, raw block format (Parquet's LZ4_RAW): sequences of a token, literals, and a match; the last one has literals only.

import { copyLiterals, copyMatch } from "./copy";
import { DAMAGED } from "./result";

const MATCH_BYTES_MIN: usize = 4;
/** A length of 15 in the token goes on in further bytes, each added, up to and with the first that is not 255. */
const LENGTH_IN_TOKEN_MAX: usize = 15;

export function lz4Decompress(src: usize, srcBytes: usize, dst: usize, dstBytes: usize): i32 {
  const srcEnd = src + srcBytes;
  const toEnd = dst + dstBytes;
  let to = dst;
  while (src < srcEnd) {
    const token = <usize>load<u8>(src++);

    let run = token >> 4;
    if (run == LENGTH_IN_TOKEN_MAX) {
      let more: usize;
      do {
        if (src >= srcEnd) return DAMAGED;
        more = <usize>load<u8>(src++);
        run += more;
      } while (more == 255);
    }
    if (run > srcEnd - src || run > toEnd - to) return DAMAGED;
    copyLiterals(to, src, run);
    to += run;
    src += run;
    if (src == srcEnd) return <i32>(to - dst);

    if (srcEnd - src < 2) return DAMAGED;
    const distance = <usize>load<u16>(src);
    src += 2;
    let length = (token & 15) + MATCH_BYTES_MIN;
    if (length == LENGTH_IN_TOKEN_MAX + MATCH_BYTES_MIN) {
      let more: usize;
      do {
        if (src >= srcEnd) return DAMAGED;
        more = <usize>load<u8>(src++);
        length += more;
      } while (more == 255);
    }
    if (distance == 0 || distance > to - dst || length > toEnd - to) return DAMAGED;
    copyMatch(to, distance, length);
    to += length;
  }
  // Not even an empty block is without its last token; nothing at all stands for nothing.
  return srcBytes == 0 ? 0 : DAMAGED;
}
