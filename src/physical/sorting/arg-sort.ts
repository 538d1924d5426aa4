// Sorting on one thread.

import type { Instance } from "../../kernels/index.js";
import { SortJob } from "./sort-job.js";
import type { SortColumn } from "./sort-key.js";

/**
 * Row numbers, u32, in sorted order, owned by `arena`; only the first `limit` of them are good when it is given. Equal rows keep
 * their order. Each column is in one piece.
 */
export function argSort(instance: Instance, columns: readonly SortColumn[], rowCount: number, arena: number, limit = rowCount): number {
  const job = SortJob.plan(instance, columns, rowCount, 1, arena, limit);
  try {
    job.encode(0);
    job.count(0);
    job.scatter(0);
    job.order(0);
    return job.rows;
  } finally {
    job.release();
  }
}
