// Validity of Arrow data, which may start at any bit.

import { type Blocks, bitmapBytes, type Chunk, copyBits, countBits } from "../../column/index.js";
import type { ArrowData } from "./arrow-types.js";

export function copyValidity(data: ArrowData, blocks: Blocks): Pick<Chunk, "validity" | "nullCount"> {
  const { length, nullBitmap } = data;
  // Arrow allows the bitmap to be absent, or empty, where nothing is null.
  if (nullBitmap === null || nullBitmap === undefined || nullBitmap.byteLength === 0 || data.nullCount === 0)
    return { validity: 0, nullCount: 0 };
  const bytes = bitmapBytes(length);
  const validity = blocks.allocZeroed(bytes);
  copyBits(nullBitmap, data.offset, blocks.heap.bytes(validity, bytes), 0, length);
  const nullCount = length - countBits(blocks.heap, validity, length);
  return { validity: nullCount === 0 ? 0 : validity, nullCount };
}
