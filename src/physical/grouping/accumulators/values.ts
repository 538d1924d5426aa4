// All values of each group, for quantiles.

import type { ArenaMemory } from "../arena-memory.js";
import type { GroupedBatch } from "../grouped-batch.js";
import { type Part, partitionRows } from "../partition.js";
import type { Partitions } from "../spec.js";
import { type Accumulator, at } from "./accumulator.js";
import type { Summable } from "./sum.js";

/** As the kernel numbers them. */
export const interpolations = { nearest: 0, lower: 1, higher: 2, midpoint: 3, linear: 4 } as const;
export type Interpolation = keyof typeof interpolations;

const ROOM_START = 1024;

export class Values implements Accumulator {
  #count = 0;
  #room = 0;
  #groups = 0;
  #values = 0;
  /** Side by side by group, once asked for: then with the index of each group's first value. */
  #sorted: { readonly values: number; readonly starts: number } | undefined;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly physical: Summable,
  ) {}

  update(batch: GroupedBatch): void {
    this.#ensure(batch.rowCount);
    const collect = this.memory.kernels[`agg_collect_${this.physical}` as const];
    const { values } = batch.input(this.input);
    const groups = batch.validGroups(this.input);
    this.#count += collect(values, groups, this.#groups + this.#count * 4, this.#values + this.#count * 8, batch.rowCount);
  }

  /** Count, groups, values; where the partitions start, if there are any. */
  state(_groups: number, partitions?: Partitions): readonly number[] {
    if (partitions === undefined || this.#count === 0) return [this.#count, this.#groups, this.#values];
    const { heap, kernels } = this.memory;
    const { indices, starts } = partitionRows(this.memory, partitions.byGroup, this.#groups, 4, this.#count);
    const groups = this.memory.alloc(this.#count * 4);
    const values = this.memory.alloc(this.#count * 8);
    kernels.group_gather_32(this.#groups, indices, groups, this.#count);
    kernels.group_gather_64(this.#values, indices, values, this.#count);
    for (const block of [indices, this.#groups, this.#values]) heap.free(block);
    return [this.#count, groups, values, ...starts];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    if (at(state, 0) === 0) return [0, 0, 0];
    const from = at(state, 3 + part.partition);
    const count = at(state, 4 + part.partition) - from;
    // `merge` frees these.
    const groups = this.memory.alloc(count * 4);
    this.memory.kernels.group_remap(at(state, 1) + from * 4, part.map(), groups, count);
    return [count, groups, this.memory.copy(at(state, 2) + from * 8, count * 8)];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    const count = at(state, 0);
    this.#ensure(count);
    const { heap, kernels } = this.memory;
    // `batch.groups` starts with the other's group 1.
    kernels.group_remap(at(state, 1), batch.groups - 4, this.#groups + this.#count * 4, count);
    heap.bytes(this.#values + this.#count * 8, count * 8).set(heap.bytes(at(state, 2), count * 8));
    heap.free(at(state, 1));
    heap.free(at(state, 2));
    this.#count += count;
  }

  /** The quantile of each group as f64, NaN where there are no values. */
  read(groups: number, quantile: number, interpolation: Interpolation): number {
    this.#sorted ??= this.#sort(groups);
    const { values, starts } = this.#sorted;
    const out = this.memory.alloc(groups * 8);
    const kind = this.physical === "f32" || this.physical === "f64" ? 2 : this.physical === "u64" ? 1 : 0;
    this.memory.kernels.agg_quantile(values, starts + 4, out, quantile, interpolations[interpolation], kind, groups);
    return out;
  }

  #sort(groups: number): { values: number; starts: number } {
    const { kernels } = this.memory;
    const starts = this.memory.zeros((groups + 2) * 4);
    kernels.agg_count_into(this.#groups, starts, this.#count);
    kernels.agg_ends(starts, groups + 2);
    const values = this.memory.alloc(this.#count * 8);
    kernels.agg_scatter(this.#values, this.#groups, values, starts, this.#count);
    return { values, starts };
  }

  #ensure(more: number): void {
    if (this.#count + more <= this.#room) return;
    const { heap } = this.memory;
    this.#room = Math.max(this.#count + more, this.#room * 2, ROOM_START);
    const groups = this.memory.alloc(this.#room * 4);
    const values = this.memory.alloc(this.#room * 8);
    if (this.#count > 0) {
      heap.bytes(groups, this.#count * 4).set(heap.bytes(this.#groups, this.#count * 4));
      heap.bytes(values, this.#count * 8).set(heap.bytes(this.#values, this.#count * 8));
    }
    heap.free(this.#groups);
    heap.free(this.#values);
    this.#groups = groups;
    this.#values = values;
  }
}
