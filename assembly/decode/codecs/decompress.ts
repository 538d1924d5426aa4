// The one way in: decompresses the data of a Parquet page by the codec number of the file's metadata.

import { scratch_mark, scratch_release } from "../../lib/scratch";
import { gzipDecompress } from "./gzip/gzip";
import { lz4Decompress } from "./lz4";
import { snappyDecompress } from "./snappy";
import { DAMAGED, UNSUPPORTED } from "./result";
import { zstdDecompress } from "./zstd/zstd";

const CODEC_UNCOMPRESSED: i32 = 0;
const CODEC_SNAPPY: i32 = 1;
const CODEC_GZIP: i32 = 2;
const CODEC_ZSTD: i32 = 6;
const CODEC_LZ4_RAW: i32 = 7;

/**
 * Decompresses `srcBytes` bytes to `dst`, which has room for `dstBytes`. Returns how many bytes were written; -1 when the
 * input is damaged or comes to more than `dstBytes`; -2 when the codec is not known, or asks for a dictionary from elsewhere.
 *
 * `codec` is Parquet's: 0 none, 1 snappy, 2 gzip, 6 zstd, 7 lz4_raw. Both buffers are padded: `src` is readable and `dst` is
 * writable for 64 bytes past its end, and what stands there after `dst` is undefined afterwards. Nothing stays in scratch.
 */
export function decompress(codec: i32, src: usize, srcBytes: usize, dst: usize, dstBytes: usize): i32 {
  if (dstBytes > <usize>i32.MAX_VALUE) return DAMAGED;
  const mark = scratch_mark();
  const result = run(codec, src, srcBytes, dst, dstBytes);
  scratch_release(mark);
  return result;
}

function run(codec: i32, src: usize, srcBytes: usize, dst: usize, dstBytes: usize): i32 {
  switch (codec) {
    case CODEC_UNCOMPRESSED:
      if (srcBytes > dstBytes) return DAMAGED;
      memory.copy(dst, src, srcBytes);
      return <i32>srcBytes;
    case CODEC_SNAPPY:
      return snappyDecompress(src, srcBytes, dst, dstBytes);
    case CODEC_GZIP:
      return gzipDecompress(src, srcBytes, dst, dstBytes);
    case CODEC_ZSTD:
      return zstdDecompress(src, srcBytes, dst, dstBytes);
    case CODEC_LZ4_RAW:
      return lz4Decompress(src, srcBytes, dst, dstBytes);
    default:
      return UNSUPPORTED;
  }
}
