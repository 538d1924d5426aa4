// The few best values of each group, in order, as lists.

import { bitmapBytes, LIST_BYTES } from "../../../column/index.js";
import { bitWidths } from "../../../types/index.js";
import type { ArenaMemory } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { type Accumulator, at } from "./accumulator.js";
import type { Counts } from "./count.js";
import type { Comparable, Side } from "./extreme.js";

/** As the kernels number them. */
const sides = { max: 0, min: 1 } as const;

export class Best implements Accumulator {
  readonly #best: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly side: Side,
    private readonly input: number,
    private readonly physical: Comparable,
    private readonly k: number,
  ) {
    // A count, and the values (assembly/hash/group-best.ts).
    this.#best = new GroupArray(memory, 8 + 8 * k);
  }

  update(batch: GroupedBatch): void {
    this.#best.ensure(batch.count);
    const take = this.memory.kernels[`agg_best_${this.physical}` as const];
    const { values } = batch.input(this.input);
    take(values, batch.validGroups(this.input), this.#best.address, this.k, sides[this.side], batch.rowCount);
  }

  state(groups: number): readonly number[] {
    this.#best.ensure(groups);
    return [this.#best.first];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), this.#best.elementBytes)];
  }

  adopt(state: readonly number[], groups: number): void {
    this.#best.adopt(at(state, 0), groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#best.ensure(batch.count);
    this.memory.kernels.agg_best_merge(at(state, 0), batch.groups, this.#best.address, this.k, batch.rowCount);
  }

  /** Lists as long as the groups have rows, up to k: nulls come after the values. */
  read(groups: number, rows: Counts, nullable: boolean): number {
    this.#best.ensure(groups);
    const { heap, kernels } = this.memory;
    const starts = this.memory.alloc((groups + 1) * 4);
    const count = kernels.agg_best_starts(rows.read(groups), this.k, starts, groups);
    const values = this.memory.alloc((count * bitWidths[this.physical]) / 8);
    const validity = nullable ? this.memory.zeros(bitmapBytes(count)) : 0;
    kernels[`agg_best_values_${this.physical}` as const](this.#best.first, this.k, sides[this.side], starts, values, validity, groups);
    const out = this.memory.alloc(groups * LIST_BYTES);
    kernels.agg_lists(starts, values, validity, out, groups);
    heap.free(starts);
    return out;
  }
}
