// All values of each group, for quantiles.

import type { ArenaMemory } from "../arena-memory.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import type { Partitions } from "../spec.js";
import { type Accumulator, at } from "./accumulator.js";
import { GroupedValues, LIST_STATE_NUMBERS, partitionList, pickList } from "./grouped-values.js";
import type { Summable } from "./sum.js";

/** As the kernel numbers them. */
const interpolations = { nearest: 0, lower: 1, higher: 2, midpoint: 3, linear: 4 } as const;
export type Interpolation = keyof typeof interpolations;

export class Values implements Accumulator {
  readonly #list: GroupedValues;
  /** Where each group starts, once the list is sorted. */
  #starts = 0;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly physical: Summable,
  ) {
    this.#list = new GroupedValues(memory);
  }

  update(batch: GroupedBatch): void {
    const list = this.#list;
    list.ensure(batch.rowCount);
    const collect = this.memory.kernels[`agg_collect_${this.physical}` as const];
    const { values } = batch.input(this.input);
    const groups = batch.validGroups(this.input);
    list.count += collect(values, groups, list.groups + list.count * 4, list.values + list.count * 8, batch.rowCount);
  }

  state(): readonly number[] {
    return this.#list.state();
  }

  listed(state: readonly number[]): number {
    return at(state, 0);
  }

  partition(state: readonly number[], partitions: Partitions): readonly number[] {
    return partitionList(this.memory, state, partitions);
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return pickList(state, state.slice(LIST_STATE_NUMBERS), part);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#list.merge(state, batch.groups);
  }

  /** The quantile of each group as f64, NaN where there are no values. */
  read(groups: number, quantile: number, interpolation: Interpolation): number {
    if (this.#starts === 0) this.#starts = this.#list.sort(groups);
    const out = this.memory.alloc(groups * 8);
    const kind = this.physical === "f32" || this.physical === "f64" ? 2 : this.physical === "u64" ? 1 : 0;
    this.memory.kernels.agg_quantile(this.#list.values, this.#starts + 4, out, quantile, interpolations[interpolation], kind, groups);
    return out;
  }
}
