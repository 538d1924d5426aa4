// A module by itself, which unpacks the kernels' module: a raw DEFLATE stream in its own memory.

import { inflate, inflateBytes, prepareInflate } from "./decode/codecs/gzip/inflate";

const PAGE_BYTES_LOG2: usize = 16;
// What the decoder may read past the input and write past the output.
const ROOM_BYTES: usize = 64;

let packed: usize = 0;
let output: usize = 0;

/** Where to write the `packedBytes` of the stream. */
export function packed_input(packedBytes: usize, bytes: usize): usize {
  const tables = (__heap_base + 15) & ~15;
  packed = tables + inflateBytes();
  output = packed + packedBytes + ROOM_BYTES;
  const end = output + bytes + ROOM_BYTES;
  const missing = <i32>((end >> PAGE_BYTES_LOG2) + 1) - memory.size();
  if (missing > 0) memory.grow(missing);
  prepareInflate(tables);
  return packed;
}

/** The address of the `bytes` unpacked, or 0 if the stream does not hold as many. */
export function unpack(packedBytes: usize, bytes: usize): usize {
  return inflate(packed, packed + packedBytes, output, output + bytes) == output + bytes ? output : 0;
}
