// Partial states of many groups are merged by partition of the keys' hash: partitions are independent, so threads can share them,
// and small, so their tables stay in cache. The number of partitions is fixed, so the result doesn't depend on the threads.

import type { ArenaMemory } from "./arena-memory.js";
import type { GroupingState, Partitions } from "./spec.js";

/** A power of 2. */
export const PARTITIONS = 32;
/** With fewer groups in all states together one thread merges faster than several are woken. */
const PARTITIONED_GROUPS_MIN = 1 << 15;

/** In how many partitions these states are to be merged: 1, or what each of them is partitioned by. */
export function partitionCount(states: readonly GroupingState[]): number {
  const filled = states.filter(({ groups }) => groups > 0);
  const groups = filled.reduce((sum, state) => sum + state.groups, 0);
  const all = filled.every(({ partitions }) => partitions !== undefined);
  return filled.length > 1 && all && groups >= PARTITIONED_GROUPS_MIN ? PARTITIONS : 1;
}

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

/** Some of a state's groups, and what is copied of them while they are merged. */
export class Part {
  readonly #blocks: number[] = [];
  #map = 0;

  constructor(
    private readonly memory: ArenaMemory,
    readonly partition: number,
    /** Address of u32 numbers of the groups, from 0, ascending. */
    readonly indices: number,
    readonly count: number,
    /** Groups of the whole state. */
    readonly groups: number,
  ) {}

  /** The values, of so many bytes each, of these groups. */
  values(address: number, bytes: number): number {
    const { kernels } = this.memory;
    const out = this.block(this.count * bytes);
    if (bytes === 16) kernels.group_gather_128(address, this.indices, out, this.count);
    else if (bytes > 8) kernels.group_gather_rows(address, this.indices, out, bytes / 8, this.count);
    else kernels[`group_gather_${(bytes * 8) as 8 | 16 | 32 | 64}` as const](address, this.indices, out, this.count);
    return out;
  }

  /** The bits of these groups; 0 for no bitmap. */
  bits(bitmap: number): number {
    if (bitmap === 0) return 0;
    const { kernels } = this.memory;
    const bytes = this.block(this.count);
    kernels.group_gather_bits(bitmap, this.indices, bytes, this.count);
    const out = this.block(Math.ceil(this.count / 64) * 8);
    kernels.group_bits_of_bytes(bytes, 1, out, this.count);
    return out;
  }

  /** u32s by group of the state, from 1: its number among these groups, from 1. Undefined for others. */
  map(): number {
    if (this.#map === 0) {
      this.#map = this.block((this.groups + 1) * 4);
      this.memory.kernels.group_number(this.indices, this.#map, this.count);
    }
    return this.#map;
  }

  /** Memory until `free`. */
  block(bytes: number): number {
    const address = this.memory.alloc(bytes);
    this.#blocks.push(address);
    return address;
  }

  free(): void {
    for (const address of this.#blocks) this.memory.heap.free(address);
    this.#blocks.length = 0;
  }
}
