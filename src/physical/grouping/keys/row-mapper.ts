import type { Vector } from "../../../column/index.js";
import { bitWidths } from "../../../types/index.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { Part, SlicedPart } from "../part.js";
import { partitionGroups } from "../partition.js";
import type { Partitions } from "../spec.js";
import type { RowField, RowLayout } from "../strategy.js";
import type { KeyMapper } from "./key-mapper.js";
import { KeyTable, sealedViews, TABLE_STATE_NUMBERS } from "./key-table.js";

/**
 * Keys side by side in rows of words, in a hash table. Strings stand in them as views: equal short ones are equal words, and of
 * equal long ones a table keeps one (assembly/hash/group-views.ts).
 */
export class RowMapper implements KeyMapper {
  readonly #table: KeyTable;
  /** The long strings, by key. */
  readonly #strings: readonly (KeyTable | undefined)[];
  readonly #groups: Buffer;
  readonly #rows: Buffer;
  readonly #stride: number;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly layout: RowLayout,
    /** Each row is a group of its own: that some are equal is found when states are merged. */
    private readonly apart: boolean,
  ) {
    this.#table = new KeyTable(memory, layout.words);
    if (apart) this.#table.endLookups();
    this.#strings = layout.fields.map(({ physical }) => (physical === "view" ? new KeyTable(memory, "view") : undefined));
    this.#groups = memory.buffer();
    this.#rows = memory.buffer();
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

  reserve(groups: number): void {
    this.#table.reserve(groups);
  }

  /** The table's, and of each key of strings how many are long. */
  state(): readonly number[] {
    const longs = this.#strings.flatMap((strings) => (strings === undefined ? [] : [strings.count]));
    for (const strings of this.#strings) strings?.free();
    return [...this.#table.state(), ...longs];
  }

  get ascending(): number | undefined {
    return !this.apart && this.#table.isAscending ? this.#table.keys : undefined;
  }

  partitions(state: readonly number[]): Partitions {
    const { count, views: keys } = sealedViews(state);
    const { kernels, heap } = this.memory;
    const longs = this.#longFields(state);
    // Where the bytes of long strings are means nothing to other states: their hashes do.
    const rows = longs.length === 0 ? keys : this.memory.copy(keys, count * this.#stride);
    for (const { offset } of longs) kernels.group_hash_long_views(rows + offset, this.#stride, count);
    const partitions = partitionGroups(this.memory, count, (parts, out) =>
      kernels.group_partition_rows(rows, this.layout.words, parts, out, count),
    );
    if (rows !== keys) heap.free(rows);
    return partitions;
  }

  adopt(state: readonly number[], part?: SlicedPart): void {
    const table = sealedViews(state);
    this.#table.adopt(part === undefined ? table : { ...table, count: part.count, views: part.values(table.views, this.#stride) });
  }

  assignState(state: readonly number[], part?: Part): number {
    const table = sealedViews(state);
    const count = part?.count ?? table.count;
    const rows = part === undefined ? table.views : part.values(table.views, this.#stride);
    for (const { offset, strings } of this.#longFields(state)) strings.ownLong(rows + offset, this.#stride, count);
    const groups = this.#groups.room(count * 4);
    this.#table.assign(rows, 0, groups, count);
    return groups;
  }

  read(): readonly Vector[] {
    return this.layout.fields.map((field) => (field.physical === "view" ? this.#readStrings(field) : this.#readField(field)));
  }

  /** Keys of which a state has long strings. */
  #longFields(state: readonly number[]): { readonly offset: number; readonly strings: KeyTable }[] {
    let next = TABLE_STATE_NUMBERS;
    return this.#strings.flatMap((strings, index) => {
      if (strings === undefined || state[next++] === 0) return [];
      return [{ offset: (this.layout.fields[index] as RowField).offset, strings }];
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
      if (physical === "view") this.#strings[index]?.packViews(values, validity, selection, out, this.#stride, rowCount);
      else {
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

  #readStrings({ offset }: RowField): Vector {
    const { kernels } = this.memory;
    const { count, keys } = this.#table;
    const values = this.memory.alloc(count * 16);
    const bits = this.memory.bitmap(count);
    const nulls = kernels.group_unpack_view(keys + offset, values, bits, this.#stride, count);
    if (nulls === 0) this.memory.heap.free(bits);
    return { values, validity: nulls === 0 ? 0 : bits };
  }
}

function packing(physical: Exclude<RowField["physical"], "view">): 8 | 16 | 32 | 64 | "f32" | "f64" | "bool" {
  if (physical === "f32" || physical === "f64" || physical === "bool") return physical;
  return bitWidths[physical] as 8 | 16 | 32 | 64;
}
