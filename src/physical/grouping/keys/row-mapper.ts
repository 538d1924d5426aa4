import type { Vector } from "../../../column/index.js";
import { bitWidths } from "../../../types/index.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { Part, SlicedPart } from "../part.js";
import { partitionGroups } from "../partition.js";
import type { Partitions } from "../spec.js";
import type { RowField, RowLayout } from "../strategy.js";
import type { KeyMapper } from "./key-mapper.js";
import { KeyTable, type SealedViews, sealedViews, TABLE_STATE_NUMBERS } from "./key-table.js";
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
    /** Each row is a group of its own: that some are equal is found when states are merged. */
    private readonly apart: boolean,
  ) {
    this.#table = new KeyTable(memory, layout.words);
    this.#strings = layout.fields.map(({ physical }) => (physical === "view" ? new KeyTable(memory, "view") : undefined));
    this.#groups = memory.buffer();
    this.#rows = memory.buffer();
    this.#ids = memory.buffer();
    this.#stride = layout.words * 8;
  }

  get count(): number {
    return this.#table.count;
  }

  assign(rowCount: number, keys: readonly Vector[], selection: number): number {
    const rows = this.layout.inPlace ? (keys[0] as Vector).values : this.#pack(rowCount, keys, selection);
    const groups = this.#groups.room(rowCount * 4);
    if (this.apart) this.#table.append(rows, selection, groups, rowCount);
    else this.#table.assign(rows, selection, groups, rowCount);
    return groups;
  }

  state(): readonly number[] {
    return [...this.#table.state(), ...this.#strings.flatMap((strings) => strings?.state() ?? [])];
  }

  get ascending(): number | undefined {
    // Numbers of strings are in no order.
    return !this.apart && this.#table.isAscending && this.#strings.every((strings) => strings === undefined) ? this.#table.keys : undefined;
  }

  partitions(state: readonly number[]): Partitions {
    const { count, views: keys } = sealedViews(state);
    const { kernels, heap } = this.memory;
    const byRows = (rows: number) =>
      partitionGroups(this.memory, count, (parts, out) => kernels.group_partition_rows(rows, this.layout.words, parts, out, count));
    if (this.#strings.every((strings) => strings === undefined)) return byRows(keys);
    // Numbers of strings mean nothing to other states: their hashes do.
    const rows = this.memory.copy(keys, count * this.#stride);
    let from = TABLE_STATE_NUMBERS;
    for (const [index, table] of this.#strings.entries()) {
      if (table === undefined) continue;
      const strings = sealedViews(state.slice(from));
      from += TABLE_STATE_NUMBERS;
      const hashes = this.memory.alloc((strings.count + 1) * 4);
      kernels.group_hash_views(strings.views, strings.nullGroup, hashes + 4, strings.count);
      kernels.group_remap_rows(rows + (this.layout.fields[index] as RowField).offset, hashes, this.#stride, count);
      heap.free(hashes);
    }
    const partitions = byRows(rows);
    heap.free(rows);
    return partitions;
  }

  adopt(state: readonly number[], part?: SlicedPart): void {
    const table = sealedViews(state);
    this.#table.adopt(part === undefined ? table : { ...table, count: part.count, views: part.values(table.views, this.#stride) });
    let from = TABLE_STATE_NUMBERS;
    for (const strings of this.#strings) {
      if (strings === undefined) continue;
      strings.adopt(sealedViews(state.slice(from)));
      from += TABLE_STATE_NUMBERS;
    }
  }

  assignState(state: readonly number[], part?: Part): number {
    const table = sealedViews(state);
    const count = part?.count ?? table.count;
    const rows = part === undefined ? table.views : part.values(table.views, this.#stride);
    let from = TABLE_STATE_NUMBERS;
    for (const [index, strings] of this.#strings.entries()) {
      if (strings === undefined) continue;
      const theirs = sealedViews(state.slice(from));
      from += TABLE_STATE_NUMBERS;
      const field = rows + (this.layout.fields[index] as RowField).offset;
      if (part === undefined) this.#renumber(strings, theirs, field, count);
      else this.#renumberPart(strings, theirs, field, count);
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

  /** Numbers all of another table's strings, and puts the numbers here in the place of those there. */
  #renumber(strings: KeyTable, theirs: SealedViews, field: number, rows: number): void {
    const ids = this.#ids.room((theirs.count + 1) * 4);
    assignViews(this.memory, strings, theirs.views, theirs.count, theirs.nullGroup, ids + 4);
    this.memory.kernels.group_remap_rows(field, ids, this.#stride, rows);
  }

  /** The same for the strings of these rows only. */
  #renumberPart(strings: KeyTable, theirs: SealedViews, field: number, rows: number): void {
    const { kernels, heap } = this.memory;
    const ids = this.#ids.room(rows * 4);
    kernels.group_unpack_32(field, ids, this.#stride, rows);
    const views = this.memory.alloc(rows * 16);
    kernels.group_gather_128(theirs.views - 16, ids, views, rows);
    let validity = 0;
    if (theirs.nullGroup !== 0) {
      validity = this.memory.bitmap(rows);
      kernels.group_bits_not(ids, theirs.nullGroup, validity, rows);
    }
    strings.assign(views, 0, ids, rows, validity);
    kernels.group_pack_32(ids, 0, field, 0, this.#stride, rows);
    heap.free(views);
    heap.free(validity);
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
    if (this.layout.inPlace) return { values: this.#table.handOutKeys(), validity: 0 };
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
