// Groups by partition of their keys' hash, and what is gathered by group in the same order.

import type { ArenaMemory } from "./arena-memory.js";
import type { Partitions } from "./spec.js";

/** The most parts that states can be merged in: a power of 2. A part is one or more partitions, side by side. */
export const PARTITIONS = 256;

/** Orders groups by the partition that `assign` writes for each, as u8. */
export function partitionGroups(memory: ArenaMemory, groups: number, assign: (count: number, out: number) => void): Partitions {
  const byGroup = memory.alloc(groups);
  assign(PARTITIONS, byGroup);
  return { ...order(memory, byGroup, groups), byGroup };
}

/**
 * Orders rows that each name a group by its partition. `groups` is the address of the first one's u32 group, rows are `stride`
 * bytes. The caller frees the indices.
 */
export function partitionRows(
  memory: ArenaMemory,
  byGroup: number,
  groups: number,
  stride: number,
  rows: number,
): { readonly indices: number; readonly starts: readonly number[] } {
  const { heap, kernels } = memory;
  const partitions = memory.alloc(rows);
  kernels.group_partitions_of(groups, stride, byGroup, partitions, rows);
  const ordered = order(memory, partitions, rows);
  heap.free(partitions);
  return ordered;
}

function order(memory: ArenaMemory, partitions: number, rows: number): { readonly indices: number; readonly starts: readonly number[] } {
  const { heap, kernels } = memory;
  const starts = memory.alloc((PARTITIONS + 1) * 4);
  const indices = memory.alloc(rows * 4);
  kernels.group_order_by_partition(partitions, PARTITIONS, starts, indices, rows);
  const result = { indices, starts: [...heap.u32s(starts, PARTITIONS + 1)] };
  heap.free(starts);
  return result;
}
