// The build rows of each bucket.

import type { Instance } from "../../kernels/index.js";
import type { Room } from "./key-column.js";

export type Buckets =
  /** Not kept: only whether a key occurs is asked. */
  | { readonly kind: "none" }
  /** Not kept either, but the bucket of each build row, u32 in `ids`: 0xFFFFFFFF for rows in none. */
  | { readonly kind: "numbers"; readonly ids: number; readonly rows: NumberedRows }
  /** Bucket b holds row b. */
  | { readonly kind: "identity" }
  /** At most one row each: `rows` holds one more than it by bucket, 0 for none, and another 0 at the end. */
  | { readonly kind: "one"; readonly rows: number }
  /** Bucket b holds `rows` (0: the places themselves are the rows) from offsets[b] to offsets[b + 1], ascending. */
  | { readonly kind: "many"; readonly offsets: number; readonly rows: number };

/** What is known of the buckets of build rows: bucket b is that of row b, or each row has one of its own, or neither. */
type NumberedRows = "identity" | "distinct" | "any";

const ASCENDING = 1;
const IDENTITY = 2;

/** `ids` holds the bucket of each build row, 0xFFFFFFFF for rows in none. */
export function buildBuckets(instance: Instance, ids: number, bucketCount: number, rowCount: number, arena: number): Buckets {
  const { heap, kernels } = instance;
  const order = kernels.join_ids_order(ids, rowCount);
  if (order === IDENTITY && bucketCount === rowCount) return { kind: "identity" };
  // When ids ascend no row is in no bucket: with fewer buckets than rows one has several.
  if (order !== ASCENDING || bucketCount >= rowCount) {
    const rows = zeroed(instance, (bucketCount + 1) * 4, arena);
    if (kernels.join_bucket_row(ids, rows, rowCount) === 0) return { kind: "one", rows };
    heap.free(rows);
  }
  const offsets = zeroed(instance, (bucketCount + 2) * 4, arena);
  const rows = order === ASCENDING ? 0 : heap.alloc(rowCount * 4, arena);
  kernels.join_bucket_rows(ids, offsets, bucketCount, rows, rowCount);
  return { kind: "many", offsets, rows };
}

/** `ids` as for `buildBuckets`; `room` is for no longer than the call. */
export function numberedRows({ kernels }: Instance, ids: number, bucketCount: number, rowCount: number, room: Room): NumberedRows {
  if (kernels.join_ids_order(ids, rowCount) === IDENTITY) return "identity";
  const seen = room(bucketCount);
  kernels.zero_bytes(seen, bucketCount);
  return kernels.join_buckets_distinct(ids, seen, rowCount) === 1 ? "distinct" : "any";
}

function zeroed({ heap, kernels }: Instance, bytes: number, arena: number): number {
  const address = heap.alloc(bytes, arena);
  kernels.zero_bytes(address, bytes);
  return address;
}
