// All values of each group in the order of their rows, nulls among them, as lists.

import { bitmapBytes, LIST_BYTES, type Vector, type VectorType } from "../../../column/index.js";
import { bitWidths, UInt32 } from "../../../types/index.js";
import { gatherVector, valuesBytes } from "../../move.js";
import { LazyBatch } from "../../operators/operator.js";
import { RowBuffer } from "../../sinks/row-buffer.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { partitionRows } from "../partition.js";
import type { Partitions } from "../spec.js";
import { type Accumulator, at } from "./accumulator.js";

/** Numbers of a state, before where the partitions start. */
const STATE_NUMBERS = 5;
const groupType: VectorType = { dtype: UInt32, physical: "u32", nullable: false };

export class Lists implements Accumulator {
  readonly #selection: Buffer;
  /** Rows of a group and a value. */
  #rows: RowBuffer | undefined;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly type: VectorType,
  ) {
    this.#selection = memory.buffer();
  }

  update(batch: GroupedBatch): void {
    const { kernels } = this.memory;
    const { rowCount, groups } = batch;
    const selection = this.#selection.room(bitmapBytes(rowCount) + 8);
    kernels.group_bits_above(groups, 0, selection, rowCount);
    kernels.bitmap_clear_tail(selection, rowCount);
    const count = kernels.bitmap_count(selection, rowCount);
    this.#append(this.type, groups, batch.input(this.input), rowCount, count === rowCount ? 0 : selection, count);
  }

  /** Count, groups, values, their validity, the number before the first group's. */
  state(): readonly number[] {
    const { count, groups, vector } = this.#take();
    return [count, groups, vector.values, vector.validity, 0];
  }

  listed(state: readonly number[]): number {
    return at(state, 0);
  }

  partition(state: readonly number[], { byGroup }: Partitions): readonly number[] {
    const [count, groups, vector] = [at(state, 0), at(state, 1), { values: at(state, 2), validity: at(state, 3) }];
    const { heap, kernels } = this.memory;
    const { indices, starts } = partitionRows(this.memory, byGroup, groups, 4, count);
    const ordered = this.memory.alloc(count * 4);
    kernels.group_gather_32(groups, indices, ordered, count);
    const { values, validity } = this.#gathered(vector, indices, count);
    for (const block of [indices, groups, vector.values]) heap.free(block);
    return [count, ordered, values, validity, 0, ...starts];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    const { from, count } = part.rowsOf(at(state, 1), at(state, 0), state.slice(STATE_NUMBERS));
    const { groups, base } = part.renumbered(at(state, 1) + from * 4, count);
    const bits = bitWidths[this.type.physical];
    const values = bits === 1 ? this.#bits(at(state, 2), from, count, part) : at(state, 2) + (from * bits) / 8;
    return [count, groups, values, at(state, 3) === 0 ? 0 : this.#bits(at(state, 3), from, count, part), base];
  }

  #bits(bitmap: number, from: number, count: number, part: Part): number {
    const out = part.block(bitmapBytes(count) + 8);
    this.memory.kernels.bitmap_copy(bitmap, from, out, 0, count);
    return out;
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    const count = at(state, 0);
    const { heap, kernels } = this.memory;
    const groups = this.memory.alloc(count * 4);
    // `batch.groups` starts with the other's group after `base`.
    kernels.group_remap(at(state, 1), batch.groups - (at(state, 4) + 1) * 4, groups, count);
    // What the other's strings and lists refer to is in the query's arena already.
    this.#append({ ...this.type, stable: true }, groups, { values: at(state, 2), validity: at(state, 3) }, count, 0, count);
    heap.free(groups);
  }

  read(groups: number): number {
    const { heap, kernels } = this.memory;
    const rows = this.#take();
    const ends = this.memory.zeros((groups + 2) * 4);
    const order = this.memory.alloc(rows.count * 4);
    kernels.agg_count_into(rows.groups, ends, rows.count);
    kernels.agg_ends(ends, groups + 2);
    kernels.agg_scatter_rows(rows.groups, order, ends, rows.count);
    const { values, validity } = this.#gathered(rows.vector, order, rows.count);
    const out = this.memory.alloc(groups * LIST_BYTES);
    kernels.agg_lists(ends + 4, values, validity, out, groups);
    for (const block of [ends, order, rows.groups, rows.vector.values]) heap.free(block);
    return out;
  }

  #append(type: VectorType, groups: number, vector: Vector, rowCount: number, selection: number, count: number): void {
    if (count === 0) return;
    this.#rows ??= new RowBuffer(this.memory.instance, [groupType, type], this.memory.arena, (rowCount) => 2 * rowCount);
    this.#rows.append(new LazyBatch(rowCount, selection, count, (index) => (index === 0 ? { values: groups, validity: 0 } : vector)));
  }

  #take(): { readonly count: number; readonly groups: number; readonly vector: Vector } {
    const taken = this.#rows?.take();
    const [groups, vector] = taken?.columns ?? [];
    if (taken === undefined || groups === undefined || vector === undefined)
      return { count: 0, groups: 0, vector: { values: 0, validity: 0 } };
    return { count: taken.rowCount, groups: groups.values, vector };
  }

  #gathered(vector: Vector, indices: number, count: number): Vector {
    const out = {
      values: this.memory.alloc(valuesBytes(this.type, count)),
      validity: vector.validity === 0 ? 0 : this.memory.alloc(bitmapBytes(count)),
    };
    return gatherVector(this.memory.instance, this.type, vector, indices, count, false, out);
  }
}
