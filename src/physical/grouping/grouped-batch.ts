// A batch whose rows know their groups: what accumulators are updated with.

import type { Vector } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { ArenaMemory, Buffer } from "./arena-memory.js";

export class GroupedBatch {
  rowCount = 0;
  /** u32 group of each row; 0: the row doesn't count. */
  groups = 0;
  /** Groups before this batch and with it. */
  before = 0;
  count = 0;
  /** All rows that count are of group 1: those of `mask`. */
  isSingle = false;
  #selection = 0;
  readonly #masks: Buffer;
  readonly #nulls: Buffer;
  #inputs: readonly Vector[] = [];
  readonly #masked = new Map<number, { readonly buffer: Buffer; groups: number }>();
  readonly #firstRows: Buffer;
  #firstRowsKnown = false;

  constructor(private readonly memory: ArenaMemory) {
    this.#firstRows = memory.buffer();
    this.#masks = memory.buffer();
    this.#nulls = memory.buffer();
  }

  reset(rowCount: number, groups: number, before: number, count: number, inputs: readonly Vector[]): void {
    this.rowCount = rowCount;
    this.groups = groups;
    this.before = before;
    this.count = count;
    this.#inputs = inputs;
    this.isSingle = false;
    this.#firstRowsKnown = false;
    for (const masked of this.#masked.values()) masked.groups = 0;
  }

  /** The batch has one group, of the rows that `selection` (0: all) has. */
  setSingle(selection: number): void {
    this.isSingle = true;
    this.#selection = selection;
  }

  /** Of a single group: bitmap of its rows, 0 past the end; or 0 for all rows. */
  mask(): number {
    return this.#selection === 0 ? 0 : this.#maskWith(0);
  }

  /** Of a single group: bitmap of its rows where the input is not null. Good until the next call. */
  validMask(index: number): number {
    const { validity } = this.input(index);
    return validity === 0 ? this.mask() : this.#maskWith(validity);
  }

  input(index: number): Vector {
    const vector = this.#inputs[index];
    assert(vector !== undefined, `grouping without input ${index}`);
    return vector;
  }

  /** Puts a vector in the place of an input: a partial state is taken in as if it were a batch. */
  withInput(index: number, vector: Vector): void {
    const inputs = [...this.#inputs];
    inputs[index] = vector;
    this.#inputs = inputs;
    const masked = this.#masked.get(index);
    if (masked !== undefined) masked.groups = 0;
  }

  /** Groups in which the rows where the input is null don't count. */
  validGroups(index: number): number {
    const { validity } = this.input(index);
    if (validity === 0) return this.groups;
    let masked = this.#masked.get(index);
    if (masked === undefined) {
      masked = { buffer: this.memory.buffer(), groups: 0 };
      this.#masked.set(index, masked);
    }
    if (masked.groups === 0) {
      masked.groups = masked.buffer.room(this.rowCount * 4);
      this.memory.kernels.group_mask(this.groups, validity, masked.groups, this.rowCount);
    }
    return masked.groups;
  }

  /** Groups in which only the rows where the input is null count. Good until the next call. */
  nullGroups(index: number): number {
    const groups = this.#nulls.room(this.rowCount * 4);
    this.memory.kernels.group_mask_not(this.groups, this.input(index).validity, groups, this.rowCount);
    return groups;
  }

  /** Rows (u32) at which the groups after `before` first appear, in order of the groups. */
  firstRows(): number {
    const rows = this.#firstRows.room((this.count - this.before) * 4);
    if (!this.#firstRowsKnown) {
      this.memory.kernels.group_first_rows(this.groups, this.before, this.count, rows, 0, this.rowCount);
      this.#firstRowsKnown = true;
    }
    return rows;
  }

  #maskWith(validity: number): number {
    const mask = this.#masks.room(Math.ceil(this.rowCount / 64) * 8);
    this.memory.kernels.agg_mask_all(this.#selection, validity, mask, this.rowCount);
    return mask;
  }
}
