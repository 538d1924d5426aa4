import type { Vector } from "../../../column/index.js";
import { bitWidths } from "../../../types/index.js";
import { at } from "../accumulators/accumulator.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { Digit } from "../strategy.js";
import type { KeyMapper } from "./key-mapper.js";

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
    slots: number,
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

  assignState(state: readonly number[]): number {
    return this.#assignSlots(at(state, 1), at(state, 0));
  }

  read(): readonly Vector[] {
    const { kernels } = this.memory;
    const rows = this.count;
    const slots = this.#order + 4;
    return this.digits.map(({ physical, least, base, nullDigit, radix, weight }, index) => {
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
