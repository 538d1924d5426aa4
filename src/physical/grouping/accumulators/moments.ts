import type { Vector } from "../../../column/index.js";
import type { ArenaMemory } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { type Accumulator, at } from "./accumulator.js";
import type { Summable } from "./sum.js";

/** Counts, means and squared differences, for variances. */
export class Moments implements Accumulator {
  readonly #moments: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly physical: Summable,
  ) {
    this.#moments = new GroupArray(memory, 24, { fold: memory.kernels.agg_fold_moments });
  }

  update(batch: GroupedBatch): void {
    this.#moments.ensure(batch.count);
    const take = this.memory.kernels[`agg_moments_${this.physical}` as const];
    take(batch.input(this.input).values, batch.validGroups(this.input), this.#moments.address, this.#moments.copyStride, batch.rowCount);
  }

  state(groups: number): readonly number[] {
    this.#moments.ensure(groups);
    this.#moments.fold();
    return [this.#moments.first];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 24)];
  }

  adopt(state: readonly number[], groups: number): void {
    this.#moments.adopt(at(state, 0), groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#moments.fold();
    this.#moments.ensure(batch.count);
    this.memory.kernels.agg_merge_moments(at(state, 0), batch.groups, this.#moments.address, batch.rowCount);
  }

  /** Variances, or standard deviations, as f64. */
  read(groups: number, ddof: number, root: boolean): Vector {
    this.#moments.ensure(groups);
    this.#moments.fold();
    const values = this.memory.alloc(groups * 8);
    const validity = this.memory.bitmap(groups);
    this.memory.kernels.agg_finish_moments(this.#moments.first, values, validity, ddof, root ? 1 : 0, groups);
    return { values, validity };
  }
}
