import type { ArenaMemory } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../partition.js";
import { type Accumulator, at } from "./accumulator.js";

/** Rows of each group, or those where an input is not null, as u32. */
export class Count implements Accumulator {
  readonly #counts: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number | undefined,
  ) {
    this.#counts = new GroupArray(memory, 4, { fold: memory.kernels.agg_fold_u32 });
  }

  update(batch: GroupedBatch): void {
    this.#counts.ensure(batch.count);
    const groups = this.input === undefined ? batch.groups : batch.validGroups(this.input);
    this.memory.kernels.agg_count(groups, this.#counts.address, this.#counts.copyStride, batch.rowCount);
  }

  state(groups: number): readonly number[] {
    return [this.read(groups)];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 4)];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#counts.ensure(batch.count);
    this.memory.kernels.agg_add_u32(at(state, 0), batch.groups, this.#counts.address, batch.rowCount);
  }

  /** Address of the counts. */
  read(groups: number): number {
    this.#counts.ensure(groups);
    this.#counts.fold();
    return this.#counts.first;
  }
}
