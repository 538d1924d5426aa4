import type { Vector } from "../../../column/index.js";
import { bitWidths } from "../../../types/index.js";
import { type ArenaMemory, Buffer } from "../arena-memory.js";
import type { RowField, RowLayout } from "../strategy.js";
import type { KeyMapper } from "./key-mapper.js";
import { KeyTable, sealedViews, TABLE_STATE_NUMBERS } from "./key-table.js";
import { assignViews } from "./string-mapper.js";

/** Keys side by side in rows of words, in a hash table. Strings stand in them as numbers that a table of their own gives. */
export class RowMapper implements KeyMapper {
  readonly #table: KeyTable;
  /** By key; only for strings. */
  readonly #strings: readonly (KeyTable | undefined)[];
  readonly #groups: Buffer;
  readonly #rows: Buffer;
  readonly #ids: Buffer;
  readonly #stride: number;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly layout: RowLayout,
  ) {
    this.#table = new KeyTable(memory, layout.words);
    this.#strings = layout.fields.map(({ physical }) => (physical === "view" ? new KeyTable(memory, "view") : undefined));
    this.#groups = new Buffer(memory);
    this.#rows = new Buffer(memory);
    this.#ids = new Buffer(memory);
    this.#stride = layout.words * 8;
  }

  get count(): number {
    return this.#table.count;
  }

  assign(rowCount: number, keys: readonly Vector[], selection: number): number {
    const rows = this.layout.inPlace ? (keys[0] as Vector).values : this.#pack(rowCount, keys, selection);
    const groups = this.#groups.room(rowCount * 4);
    this.#table.assign(rows, selection, groups, rowCount);
    return groups;
  }

  state(): readonly number[] {
    return [...this.#table.state(), ...this.#strings.flatMap((strings) => strings?.state() ?? [])];
  }

  assignState(state: readonly number[]): number {
    const { kernels } = this.memory;
    const { count, views: rows } = sealedViews(state);
    let from = TABLE_STATE_NUMBERS;
    for (const [index, strings] of this.#strings.entries()) {
      if (strings === undefined) continue;
      const theirs = sealedViews(state.slice(from));
      from += TABLE_STATE_NUMBERS;
      const ids = this.#ids.room((theirs.count + 1) * 4);
      assignViews(this.memory, strings, theirs.views, theirs.count, theirs.nullGroup, ids + 4);
      kernels.group_remap_rows(rows + (this.layout.fields[index] as RowField).offset, ids, this.#stride, count);
    }
    const groups = this.#groups.room(count * 4);
    this.#table.assign(rows, 0, groups, count);
    return groups;
  }

  read(): readonly Vector[] {
    return this.layout.fields.map((field, index) => {
      const strings = this.#strings[index];
      return strings === undefined ? this.#readField(field) : this.#readStrings(field, strings);
    });
  }

  #pack(rowCount: number, keys: readonly Vector[], selection: number): number {
    const { kernels, heap } = this.memory;
    const bytes = rowCount * this.#stride;
    const rows = this.#rows.room(bytes);
    // Bytes that no field covers are part of the key.
    heap.bytes(rows, bytes).fill(0);
    for (const [index, { physical, offset, flagOffset }] of this.layout.fields.entries()) {
      const { values, validity } = keys[index] as Vector;
      const out = rows + offset;
      if (physical === "view") {
        const ids = this.#ids.room(rowCount * 4);
        this.#strings[index]?.assign(values, selection, ids, rowCount, validity);
        kernels.group_pack_32(ids, 0, out, 0, this.#stride, rowCount);
      } else {
        const pack = kernels[`group_pack_${packing(physical)}` as const];
        if (flagOffset === undefined) pack(values, 0, out, 0, this.#stride, rowCount);
        else pack(values, validity, out, rows + flagOffset, this.#stride, rowCount);
      }
    }
    return rows;
  }

  #readField({ physical, offset, flagOffset }: RowField): Vector {
    const { kernels } = this.memory;
    const { count, keys } = this.#table;
    let validity = 0;
    if (flagOffset !== undefined) {
      validity = this.memory.bitmap(count);
      kernels.group_bits_of_zero_bytes(keys + flagOffset, this.#stride, validity, count);
    }
    if (physical === "bool") {
      const values = this.memory.bitmap(count);
      kernels.group_bits_of_bytes(keys + offset, this.#stride, values, count);
      return { values, validity };
    }
    const width = bitWidths[physical] as 8 | 16 | 32 | 64;
    const values = this.memory.alloc((count * width) / 8);
    kernels[`group_unpack_${width}` as const](keys + offset, values, this.#stride, count);
    return { values, validity };
  }

  #readStrings({ offset }: RowField, strings: KeyTable): Vector {
    const { kernels } = this.memory;
    const { count } = this;
    const ids = this.#ids.room(count * 4);
    kernels.group_unpack_32(this.#table.keys + offset, ids, this.#stride, count);
    const values = this.memory.alloc(count * 16);
    // Numbers start at 1.
    kernels.group_gather_128(strings.keys - 16, ids, values, count);
    let validity = 0;
    if (strings.nullGroup !== 0) {
      validity = this.memory.bitmap(count);
      kernels.group_bits_not(ids, strings.nullGroup, validity, count);
    }
    return { values, validity };
  }
}

function packing(physical: Exclude<RowField["physical"], "view">): 8 | 16 | 32 | 64 | "f32" | "f64" | "bool" {
  if (physical === "f32" || physical === "f64" || physical === "bool") return physical;
  return bitWidths[physical] as 8 | 16 | 32 | 64;
}
