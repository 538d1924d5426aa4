import type { Vector } from "../../../column/index.js";
import { at } from "../accumulators/accumulator.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { KeyMapper } from "./key-mapper.js";

/** Without keys: every row is of group 1, which is there once a row is. */
export class SingleMapper implements KeyMapper {
  #seen = false;
  readonly #ones: Buffer;
  #onesCount = 0;
  readonly #masked: Buffer;

  constructor(private readonly memory: ArenaMemory) {
    this.#ones = memory.buffer();
    this.#masked = memory.buffer();
  }

  get count(): number {
    return this.#seen ? 1 : 0;
  }

  assign(rowCount: number, _keys: readonly Vector[], selection: number): number {
    const { kernels, heap } = this.memory;
    const ones = this.#ones.room(rowCount * 4);
    if (this.#onesCount < rowCount) {
      kernels.group_fill(ones, 1, rowCount);
      this.#onesCount = rowCount;
    }
    if (selection === 0) {
      this.#seen ||= rowCount > 0;
      return ones;
    }
    const masked = this.#masked.room(rowCount * 4);
    kernels.group_mask(ones, selection, masked, rowCount);
    this.#seen ||= heap.u32s(masked, rowCount).includes(1);
    return masked;
  }

  state(): readonly number[] {
    return [this.count];
  }

  assignState(state: readonly number[]): number {
    return this.assign(at(state, 0), [], 0);
  }

  read(): readonly Vector[] {
    return [];
  }
}
