// First and last values, nulls among them.

import type { Vector } from "../../../column/index.js";
import { bitWidths, type PhysicalType } from "../../../types/index.js";
import type { ArenaMemory } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { type Accumulator, at } from "./accumulator.js";
import { OWNED_VIEW_BYTES } from "./extreme.js";

/** Values by group, as bytes for bools and with their own bytes for strings, and a byte for each that is not null. */
abstract class Position implements Accumulator {
  protected readonly values: GroupArray;
  protected readonly valid: GroupArray;

  constructor(
    protected readonly memory: ArenaMemory,
    protected readonly input: number,
    protected readonly physical: PhysicalType,
  ) {
    this.values = new GroupArray(memory, physical === "view" ? OWNED_VIEW_BYTES : Math.ceil(bitWidths[physical] / 8));
    this.valid = new GroupArray(memory, 1);
  }

  update(batch: GroupedBatch): void {
    this.values.ensure(batch.count);
    this.valid.ensure(batch.count);
    this.take(batch.input(this.input), batch);
  }

  state(groups: number): readonly number[] {
    const { values, validity } = this.read(groups);
    return [values, validity];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    const [values, validity] = [at(state, 0), part.bits(at(state, 1))];
    if (this.physical === "bool") return [part.bits(values), validity];
    return [part.values(values, this.physical === "view" ? 16 : this.values.elementBytes), validity];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    batch.withInput(this.input, { values: at(state, 0), validity: at(state, 1) });
    this.update(batch);
  }

  read(groups: number): Vector {
    this.values.ensure(groups);
    this.valid.ensure(groups);
    const { kernels } = this.memory;
    const validity = this.memory.bitmap(groups);
    kernels.group_bits_of_bytes(this.valid.first, 1, validity, groups);
    if (this.physical === "view") {
      const values = this.memory.alloc(groups * 16);
      kernels.agg_owned_views(this.values.first, values, groups);
      return { values, validity };
    }
    if (this.physical === "bool") {
      const values = this.memory.bitmap(groups);
      kernels.group_bits_of_bytes(this.values.first, 1, values, groups);
      return { values, validity };
    }
    return { values: this.values.handOut(groups), validity };
  }

  protected abstract take(vector: Vector, batch: GroupedBatch): void;
}

export class First extends Position {
  /** Of groups that are new only; their elements come after all others. */
  protected take({ values, validity }: Vector, batch: GroupedBatch): void {
    const fresh = batch.count - batch.before;
    if (fresh === 0) return;
    const { kernels, heap, arena } = this.memory;
    const rows = batch.firstRows();
    const out = this.values.first + batch.before * this.values.elementBytes;
    kernels.group_gather_bits(validity, rows, this.valid.first + batch.before, fresh);
    if (this.physical === "bool") kernels.group_gather_bits(values, rows, out, fresh);
    else if (this.physical === "view") {
      const views = heap.alloc(fresh * 16, arena);
      kernels.group_gather_128(values, rows, views, fresh);
      // Null rows keep no bytes: their views mean nothing.
      kernels.agg_clear_null_views(views, this.valid.first + batch.before, fresh);
      kernels.agg_own_views(views, out, arena, fresh);
      heap.free(views);
    } else kernels[`group_gather_${widthOf(this.physical)}` as const](values, rows, out, fresh);
  }
}

export class Last extends Position {
  protected take({ values, validity }: Vector, batch: GroupedBatch): void {
    const { kernels, arena } = this.memory;
    const { groups, rowCount } = batch;
    kernels.agg_last_bits(validity, groups, this.valid.address, rowCount);
    if (this.physical === "bool") kernels.agg_last_bits(values, groups, this.values.address, rowCount);
    else if (this.physical === "view") kernels.agg_last_view(values, batch.validGroups(this.input), this.values.address, arena, rowCount);
    else kernels[`agg_last_${widthOf(this.physical)}` as const](values, groups, this.values.address, rowCount);
  }
}

export function widthOf(physical: Exclude<PhysicalType, "bool" | "view">): 8 | 16 | 32 | 64 {
  return bitWidths[physical] as 8 | 16 | 32 | 64;
}
