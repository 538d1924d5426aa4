// Sums. Integers add up in i64 (sums of 32 bits are its lower half), floats in f64.

import type { PhysicalType } from "../../../types/index.js";
import type { ArenaMemory } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { type Accumulator, at } from "./accumulator.js";

export type Summable = Exclude<PhysicalType, "view" | "codes" | "list">;

/** Where the sums of a column are: 8 bytes each, `stride` bytes apart, from group 1 on. */
export interface Sums {
  readonly address: number;
  readonly stride: number;
  /** Address of the sums side by side, which stay as long as the arena. */
  column(): number;
}

export class Sum implements Accumulator {
  readonly #sums: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly physical: Summable,
  ) {
    const isFloat = physical === "f32" || physical === "f64";
    this.#sums = new GroupArray(memory, 8, { fold: isFloat ? memory.kernels.agg_fold_f64 : memory.kernels.agg_fold_i64 });
  }

  update(batch: GroupedBatch): void {
    this.#sums.ensure(batch.count);
    const { kernels } = this.memory;
    if (batch.isSingle) {
      const addAll = kernels[`agg_sum_all_${this.physical}` as const];
      addAll(batch.input(this.input).values, batch.validMask(this.input), this.#sums.first, batch.rowCount);
      return;
    }
    const add = kernels[`agg_sum_${this.physical}` as const];
    add(batch.input(this.input).values, batch.validGroups(this.input), this.#sums.address, this.#sums.copyStride, batch.rowCount);
  }

  state(groups: number): readonly number[] {
    const { address } = this.read(groups);
    return [address];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 8)];
  }

  adopt(state: readonly number[], groups: number): void {
    this.#sums.adopt(at(state, 0), groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    // In row order: the states' order is the order of addition.
    this.#sums.fold();
    this.#sums.ensure(batch.count);
    const { kernels } = this.memory;
    const add = this.physical === "f32" || this.physical === "f64" ? kernels.agg_sum_f64 : kernels.agg_sum_i64;
    add(at(state, 0), batch.groups, this.#sums.address, 0, batch.rowCount);
  }

  read(groups: number): Sums {
    this.#sums.ensure(groups);
    this.#sums.fold();
    return { address: this.#sums.first, stride: 8, column: () => this.#sums.handOut(groups) };
  }
}

/** Sums of two f64 columns, side by side: one pass over the groups for both. */
export class SumPair implements Accumulator {
  readonly #sums: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly left: number,
    private readonly right: number,
  ) {
    const fold = (address: number, copyStride: number, elements: number) => memory.kernels.agg_fold_f64(address, copyStride, elements * 2);
    this.#sums = new GroupArray(memory, 16, { fold });
  }

  update(batch: GroupedBatch): void {
    this.#sums.ensure(batch.count);
    const { kernels } = this.memory;
    const { address, copyStride } = this.#sums;
    const left = batch.input(this.left);
    const right = batch.input(this.right);
    if (left.validity === 0 && right.validity === 0) {
      kernels.agg_sum_pair_f64(left.values, right.values, batch.groups, address, copyStride, batch.rowCount);
      return;
    }
    kernels.agg_sum_lane_f64(left.values, batch.validGroups(this.left), address, batch.rowCount);
    kernels.agg_sum_lane_f64(right.values, batch.validGroups(this.right), address + 8, batch.rowCount);
  }

  state(groups: number): readonly number[] {
    return [this.read(groups, this.left).address];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 16)];
  }

  adopt(state: readonly number[], groups: number): void {
    this.#sums.adopt(at(state, 0), groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#sums.fold();
    this.#sums.ensure(batch.count);
    this.memory.kernels.agg_add_pair_f64(at(state, 0), batch.groups, this.#sums.address, batch.rowCount);
  }

  read(groups: number, input: number): Sums {
    this.#sums.ensure(groups);
    this.#sums.fold();
    const address = this.#sums.first + (input === this.left ? 0 : 8);
    const column = () => {
      const sums = this.memory.alloc(groups * 8);
      this.memory.kernels.agg_unpair_64(address, sums, groups);
      return sums;
    };
    return { address, stride: 16, column };
  }
}

/** Exact sums of 64-bit integers, for means: lower and upper halves apart. */
export class WideSum implements Accumulator {
  readonly #sums: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly physical: "i64" | "u64",
  ) {
    this.#sums = new GroupArray(memory, 16);
  }

  update(batch: GroupedBatch): void {
    this.#sums.ensure(batch.count);
    const add = this.memory.kernels[`agg_sum_wide_${this.physical}` as const];
    add(batch.input(this.input).values, batch.validGroups(this.input), this.#sums.address, batch.rowCount);
  }

  state(groups: number): readonly number[] {
    return [this.read(groups)];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 16)];
  }

  adopt(state: readonly number[], groups: number): void {
    this.#sums.adopt(at(state, 0), groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#sums.ensure(batch.count);
    this.memory.kernels.agg_add_pair_i64(at(state, 0), batch.groups, this.#sums.address, batch.rowCount);
  }

  read(groups: number): number {
    this.#sums.ensure(groups);
    return this.#sums.first;
  }
}
