// Distinct values of each group: a table of (group, value) pairs. Strings are numbered first.

import type { PhysicalType } from "../../../types/index.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import { KeyTable, sealedViews, TABLE_STATE_NUMBERS } from "../keys/key-table.js";
import { type Part, partitionRows } from "../partition.js";
import type { Partitions } from "../spec.js";
import { type Accumulator, at } from "./accumulator.js";
import { widthOf } from "./position.js";

export class DistinctValues implements Accumulator {
  /** Bytes of a pair, and where its u32 group stands in them. */
  readonly #pairBytes: 8 | 16;
  readonly #groupOffset: 4 | 12;
  readonly #pairs: KeyTable;
  readonly #strings: KeyTable | undefined;
  readonly #hasNull: GroupArray;
  readonly #buffers: { readonly pairs: Buffer; readonly selection: Buffer; readonly ids: Buffer; readonly nulls: Buffer };

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly physical: PhysicalType,
  ) {
    const wide = physical === "i64" || physical === "u64" || physical === "f64";
    this.#pairBytes = wide ? 16 : 8;
    this.#groupOffset = wide ? 12 : 4;
    this.#pairs = new KeyTable(memory, wide ? 2 : 1);
    this.#strings = physical === "view" ? new KeyTable(memory, "view") : undefined;
    this.#hasNull = new GroupArray(memory, 1);
    const buffer = () => memory.buffer();
    this.#buffers = { pairs: buffer(), selection: buffer(), ids: buffer(), nulls: buffer() };
  }

  update(batch: GroupedBatch): void {
    this.#hasNull.ensure(batch.count);
    const { rowCount } = batch;
    const { kernels } = this.memory;
    const { values, validity } = batch.input(this.input);
    const groups = batch.validGroups(this.input);
    if (validity !== 0) {
      kernels.agg_mark(batch.nullGroups(this.input), this.#hasNull.address, rowCount);
    }
    const selection = this.#buffers.selection.room(Math.ceil(rowCount / 64) * 8);
    kernels.group_bits_not(groups, 0, selection, rowCount);
    const pairs = this.#buffers.pairs.room(rowCount * this.#pairBytes);
    this.#pair(values, selection, groups, pairs, rowCount);
    this.#pairs.assign(pairs, selection, this.#buffers.ids.room(rowCount * 4), rowCount);
  }

  /** Null flags; count, pairs and an unused number; the state of the strings' table; where the partitions start. */
  state(groups: number, partitions?: Partitions): readonly number[] {
    this.#hasNull.ensure(groups);
    const [count = 0, pairs = 0, unused = 0] = this.#pairs.state();
    const strings = this.#strings?.state() ?? [0, 0, 0];
    if (partitions === undefined) return [this.#hasNull.first, count, pairs, unused, ...strings];
    const rows = partitionRows(this.memory, partitions.byGroup, pairs + this.#groupOffset, this.#pairBytes, count);
    const ordered = this.memory.alloc(count * this.#pairBytes);
    this.memory.kernels.group_gather_rows(pairs, rows.indices, ordered, this.#pairBytes / 8, count);
    this.memory.heap.free(rows.indices);
    return [this.#hasNull.first, count, ordered, unused, ...strings, ...rows.starts];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    const starts = 1 + 2 * TABLE_STATE_NUMBERS;
    const from = at(state, starts + part.partition);
    const count = at(state, starts + part.partition + 1) - from;
    const pairs = part.block(count * this.#pairBytes);
    const { heap, kernels } = this.memory;
    heap.bytes(pairs, count * this.#pairBytes).set(heap.bytes(at(state, 2) + from * this.#pairBytes, count * this.#pairBytes));
    // `merge` numbers the groups of a whole state, from 1: these are their numbers in the part.
    kernels.group_remap_rows(pairs + this.#groupOffset, part.map(), this.#pairBytes, count);
    // Strings are numbered for all of the state's groups, so all are kept.
    return [part.values(at(state, 0), 1), count, pairs, ...state.slice(3)];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#hasNull.ensure(batch.count);
    const { kernels } = this.memory;
    // Null flags: a group that has one marks its group here.
    const marked = this.#buffers.selection.room(Math.ceil(batch.rowCount / 64) * 8);
    kernels.group_bits_of_bytes(at(state, 0), 1, marked, batch.rowCount);
    const nulls = this.#buffers.nulls.room(batch.rowCount * 4);
    kernels.group_mask(batch.groups, marked, nulls, batch.rowCount);
    kernels.agg_mark(nulls, this.#hasNull.address, batch.rowCount);

    const count = at(state, 1);
    const pairs = at(state, 2);
    kernels.group_remap_rows(pairs + this.#groupOffset, batch.groups - 4, this.#pairBytes, count);
    if (this.#strings !== undefined) {
      const strings = sealedViews(state.slice(1 + TABLE_STATE_NUMBERS));
      const ids = this.memory.alloc((strings.count + 1) * 4);
      this.#strings.assign(strings.views, 0, ids + 4, strings.count);
      kernels.group_remap_rows(pairs, ids, this.#pairBytes, count);
      this.memory.heap.free(ids);
    }
    this.#pairs.assign(pairs, 0, this.#buffers.ids.room(count * 4), count);
  }

  /** Distinct values of each group, null being one, as u32. */
  read(groups: number): number {
    this.#hasNull.ensure(groups);
    const { kernels } = this.memory;
    const counts = this.memory.zeros((groups + 1) * 4);
    kernels.agg_count_strided(this.#pairs.keys + this.#groupOffset, this.#pairBytes, counts, this.#pairs.count);
    kernels.agg_add_bytes_u32(counts, this.#hasNull.address, counts, groups + 1);
    return this.memory.copy(counts + 4, groups * 4);
  }

  #pair(values: number, selection: number, groups: number, out: number, rows: number): void {
    const { kernels } = this.memory;
    const { physical } = this;
    if (physical === "view") {
      const ids = this.#buffers.ids.room(rows * 4);
      this.#strings?.assign(values, selection, ids, rows);
      kernels.group_value_words_32(ids, groups, out, rows);
    } else if (physical === "bool") kernels.group_value_words_bool(values, groups, out, rows);
    else if (physical === "f32") kernels.group_value_words_f32(values, groups, out, rows);
    else if (physical === "f64") kernels.group_value_pairs_f64(values, groups, out, rows);
    else {
      const width = widthOf(physical);
      if (width === 64) kernels.group_value_pairs_64(values, groups, out, rows);
      else kernels[`group_value_words_${width}` as const](values, groups, out, rows);
    }
  }
}
