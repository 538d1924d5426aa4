// What a stream that marked a table's buckets leaves behind.

import { bitmapBytes } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { JoinTableState } from "./build-table.js";

/** The table, of mere membership, of the buckets whose byte in `marks` is set, by number: u32, 0xFFFFFFFF is none. */
export function markedBuckets({ heap, kernels }: Instance, bucketCount: number, marks: number, arena: number): JoinTableState {
  // Numbers outside the range look the bit past it up.
  const bytes = bitmapBytes(bucketCount + 1);
  const bitmap = heap.alloc(bytes, arena);
  kernels.zero_bytes(bitmap, bytes);
  kernels.group_bits_of_bytes(marks, 1, bitmap, bucketCount);
  const digits = { least: "0", range: String(Math.max(bucketCount, 1) - 1) };
  return {
    rowCount: bucketCount,
    sources: [{ kind: "integers", type: "u32" }],
    index: { kind: "member", ...digits, bucketCount: 1, bitmap },
    buckets: { kind: "none" },
    filters: [{ type: "u32", ...digits, greatest: digits.range, bitmap, mask: String(2n ** 64n - 1n), exact: true, share: 1 }],
  };
}
