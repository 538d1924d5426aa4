// Counts, as u32.

import type { ArenaMemory } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { type Accumulator, at } from "./accumulator.js";

/** Gives the address of the counts of so many groups. */
export interface Counts {
  read(groups: number): number;
  /** The same; the counts stay as long as the arena. */
  handOut(groups: number): number;
}

/** Rows of each group. */
export class RowCount implements Accumulator, Counts {
  readonly #counts: GroupArray;

  constructor(private readonly memory: ArenaMemory) {
    this.#counts = new GroupArray(memory, 4, { fold: memory.kernels.agg_fold_u32 });
  }

  update(batch: GroupedBatch): void {
    this.#counts.ensure(batch.count);
    const { kernels } = this.memory;
    if (batch.isSingle) kernels.agg_count_all(batch.mask(), this.#counts.first, batch.rowCount);
    else this.add(batch.groups, batch);
  }

  /** Counts by these groups instead of the batch's. */
  add(groups: number, batch: GroupedBatch): void {
    this.#counts.ensure(batch.count);
    this.memory.kernels.agg_count(groups, this.#counts.address, this.#counts.copyStride, batch.rowCount);
  }

  state(groups: number): readonly number[] {
    return [this.read(groups)];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 4)];
  }

  adopt(state: readonly number[], groups: number): void {
    this.#counts.adopt(at(state, 0), groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#counts.fold();
    this.#counts.ensure(batch.count);
    this.memory.kernels.agg_add_u32(at(state, 0), batch.groups, this.#counts.address, batch.rowCount);
  }

  read(groups: number): number {
    this.#counts.ensure(groups);
    this.#counts.fold();
    return this.#counts.first;
  }

  handOut(groups: number): number {
    return this.#counts.handOut(groups);
  }
}

/** Rows of each group where an input is not null: the nulls are counted, since most batches have none. */
export class ValidCount implements Accumulator, Counts {
  readonly #nulls: RowCount;
  #valid = 0;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly rows: RowCount,
    private readonly input: number,
  ) {
    this.#nulls = new RowCount(memory);
  }

  update(batch: GroupedBatch): void {
    if (batch.input(this.input).validity !== 0) this.#nulls.add(batch.nullGroups(this.input), batch);
  }

  state(groups: number): readonly number[] {
    return this.#nulls.state(groups);
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return this.#nulls.pick(state, part);
  }

  adopt(state: readonly number[], groups: number): void {
    this.#nulls.adopt(state, groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#nulls.merge(state, batch);
  }

  read(groups: number): number {
    if (this.#valid === 0) {
      this.#valid = this.memory.alloc(groups * 4);
      this.memory.kernels.agg_subtract_u32(this.rows.read(groups), this.#nulls.read(groups), this.#valid, groups);
    }
    return this.#valid;
  }

  handOut(groups: number): number {
    return this.read(groups);
  }
}
