// Where among its group's rows the least or greatest value stands.

import type { Vector, VectorType } from "../../../column/index.js";
import { assert } from "../../../errors/index.js";
import { bitWidths } from "../../../types/index.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { type Accumulator, at } from "./accumulator.js";
import { OWNED_VIEW_BYTES, type Side } from "./extreme.js";

/** As the kernels number them. */
const sides = { min: 0, max: 1 } as const;
/** Rows of the group, and the place of its value (assembly/hash/group-positions.ts). */
const PLACE_BYTES = 8;

export class Located implements Accumulator {
  readonly #best: GroupArray;
  readonly #places: GroupArray;
  readonly #bytes: Buffer;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly side: Side,
    private readonly input: number,
    private readonly type: VectorType,
  ) {
    const { physical } = type;
    this.#best = new GroupArray(memory, physical === "view" ? OWNED_VIEW_BYTES : Math.ceil(bitWidths[physical] / 8));
    this.#places = new GroupArray(memory, PLACE_BYTES);
    this.#bytes = memory.buffer();
  }

  update(batch: GroupedBatch): void {
    let { values } = batch.input(this.input);
    if (this.type.physical === "bool") {
      const bytes = this.#bytes.room(batch.rowCount);
      this.memory.kernels.group_bytes_of_bits(values, 0, bytes, batch.rowCount);
      values = bytes;
    }
    this.#take(values, batch.validGroups(this.input), 0, batch, 16);
  }

  state(groups: number): readonly number[] {
    this.#best.ensure(groups);
    this.#places.ensure(groups);
    return [this.#best.first, this.#places.first];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), this.#best.elementBytes), part.values(at(state, 1), PLACE_BYTES)];
  }

  adopt(state: readonly number[], groups: number): void {
    this.#best.adopt(at(state, 0), groups);
    this.#places.adopt(at(state, 1), groups);
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#take(at(state, 0), batch.groups, at(state, 1), batch, OWNED_VIEW_BYTES);
  }

  /** Places from 0, as u32; null for groups without a value. */
  read(groups: number): Vector {
    this.#places.ensure(groups);
    const { kernels } = this.memory;
    const values = this.memory.alloc(groups * 4);
    const validity = this.memory.bitmap(groups);
    kernels.group_unpack_32(this.#places.first + 4, values, PLACE_BYTES, groups);
    kernels.group_bits_above(values, 0, validity, groups);
    kernels.group_add_u32(values, -1, groups);
    return { values, validity };
  }

  /** `places`: those of another's groups, or 0 for rows; `viewBytes`: from one string to the next. */
  #take(values: number, valid: number, places: number, batch: GroupedBatch, viewBytes: number): void {
    this.#best.ensure(batch.count);
    this.#places.ensure(batch.count);
    const { kernels, arena } = this.memory;
    const { groups, rowCount } = batch;
    const [best, out, side] = [this.#best.address, this.#places.address, sides[this.side]];
    const { physical, dictionary } = this.type;
    if (physical === "view") kernels.agg_locate_view(values, viewBytes, groups, valid, places, best, out, side, arena, rowCount);
    else if (physical === "codes") {
      kernels.agg_locate_codes(values, groups, valid, places, best, out, side, dictionary?.values ?? 0, rowCount);
    } else {
      assert(physical !== "list", "lists have no order");
      kernels[`agg_locate_${physical === "bool" ? "u8" : physical}` as const](values, groups, valid, places, best, out, side, rowCount);
    }
  }
}
