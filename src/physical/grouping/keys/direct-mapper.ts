import type { Vector } from "../../../column/index.js";
import { bitWidths } from "../../../types/index.js";
import { at } from "../accumulators/accumulator.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { Part } from "../part.js";
import { PARTITIONS, partitionGroups } from "../partition.js";
import type { Partitions } from "../spec.js";
import type { Digit } from "../strategy.js";
import type { KeyMapper } from "./key-mapper.js";

/** So many slots may hold groups enough for several threads to merge. */
const PARTED_SLOTS_MIN = 1 << 12;

/** Keys make a slot number, and a map gives each slot its group (assembly/hash/group-slots.ts). */
export class DirectMapper implements KeyMapper {
  count = 0;
  #map: number;
  /** Slot of each group. */
  readonly #order: number;
  readonly #slots: Buffer;
  readonly #groups: Buffer;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly digits: readonly Digit[],
    private readonly slots: number,
  ) {
    this.#map = memory.alloc(slots * 4);
    memory.heap.bytes(this.#map, slots * 4).fill(0xff);
    memory.heap.setU32(this.#map, 0);
    this.#order = memory.alloc((slots + 1) * 4);
    this.#slots = memory.buffer();
    this.#groups = memory.buffer();
  }

  assign(rowCount: number, keys: readonly Vector[], selection: number): number {
    const { kernels } = this.memory;
    const slots = this.#slots.room(rowCount * 4);
    const lastIndex = this.digits.length - 1;
    for (const [index, digit] of this.digits.entries()) {
      const key = keys[index] as Vector;
      const isFirst = index === 0;
      if (index === lastIndex && bitWidths[digit.physical] === 32) {
        return this.#assign32(isFirst ? 0 : slots, key, selection, digit, rowCount);
      }
      const slotsOf = kernels[`group_slots_${digit.physical}` as const];
      slotsOf(key.values, key.validity, slots, digit.least, digit.base, digit.nullDigit, digit.radix, isFirst ? 1 : 0, rowCount);
    }
    if (selection !== 0) kernels.group_mask(slots, selection, slots, rowCount);
    return this.#assignSlots(slots, rowCount);
  }

  state(): readonly number[] {
    this.memory.heap.free(this.#map);
    this.#map = 0;
    return [this.count, this.#order + 4];
  }

  partitions(state: readonly number[]): Partitions | undefined {
    if (this.slots < PARTED_SLOTS_MIN) return undefined;
    const [groups, slots] = [at(state, 0), at(state, 1)];
    const shift = Math.max(0, Math.ceil(Math.log2(this.slots / PARTITIONS)));
    return partitionGroups(this.memory, groups, (_, out) => this.memory.kernels.group_partition_slots(slots, shift, out, groups));
  }

  assignState(state: readonly number[], part?: Part): number {
    const slots = at(state, 1);
    return part === undefined ? this.#assignSlots(slots, at(state, 0)) : this.#assignSlots(part.values(slots, 4), part.count);
  }

  read(): readonly Vector[] {
    const { kernels } = this.memory;
    const rows = this.count;
    const slots = this.#order + 4;
    const columns = this.digits.map(({ physical, least, base, nullDigit, radix, weight }, index) => {
      const first = index === 0 ? 1 : 0;
      let validity = 0;
      if (base > nullDigit) {
        const digits = this.memory.alloc(rows * 4);
        kernels.group_slot_values_32(slots, digits, 0n, 0, weight, radix, first, rows);
        validity = this.memory.bitmap(rows);
        kernels.group_bits_not(digits, nullDigit, validity, rows);
        this.memory.heap.free(digits);
      }
      if (physical === "bool") {
        const bytes = this.memory.alloc(rows);
        kernels.group_slot_values_8(slots, bytes, 0n, base, weight, radix, first, rows);
        const values = this.memory.bitmap(rows);
        kernels.group_bits_of_bytes(bytes, 1, values, rows);
        this.memory.heap.free(bytes);
        return { values, validity };
      }
      const width = bitWidths[physical] as 8 | 16 | 32 | 64;
      const values = this.memory.alloc((rows * width) / 8);
      kernels[`group_slot_values_${width}` as const](slots, values, least, base, weight, radix, first, rows);
      if (physical === "codes" && validity !== 0) kernels.group_mask(values, validity, values, rows);
      return { values, validity };
    });
    // Of many parts to be merged each has its own.
    this.memory.heap.free(this.#map);
    this.memory.heap.free(this.#order);
    this.#map = 0;
    return columns;
  }

  /** The last key, of 32 bits, with the lookup in one pass. */
  #assign32(before: number, { values, validity }: Vector, selection: number, digit: Digit, rowCount: number): number {
    const { least, base, nullDigit, radix } = digit;
    const groups = this.#groups.room(rowCount * 4);
    this.count = this.memory.kernels.group_direct_32(
      before,
      values,
      validity,
      selection,
      groups,
      least,
      base,
      nullDigit,
      radix,
      this.#map,
      this.#order,
      this.count,
      rowCount,
    );
    return groups;
  }

  #assignSlots(slots: number, rowCount: number): number {
    const groups = this.#groups.room(rowCount * 4);
    this.count = this.memory.kernels.group_direct(slots, groups, this.#map, this.#order, this.count, rowCount);
    return groups;
  }
}
