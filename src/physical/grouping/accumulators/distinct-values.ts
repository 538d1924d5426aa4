// Distinct values of each group: a list of values with their groups, from which equal ones are removed each time it has doubled.
// Strings are numbered first.

import type { Vector } from "../../../column/index.js";
import type { PhysicalType } from "../../../types/index.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import { GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import { KeyTable, sealedViews, TABLE_STATE_NUMBERS } from "../keys/key-table.js";
import type { Part } from "../part.js";
import type { Partitions } from "../spec.js";
import { type Accumulator, at } from "./accumulator.js";
import { GroupedValues, LIST_STATE_NUMBERS, partitionList, pickList } from "./grouped-values.js";
import { widthOf } from "./position.js";

/** Rows of the list when it is first made compact. */
const COMPACT_ROWS_MIN = 1 << 18;

/** Batches that are appended whole after one of which the filter kept back less than an eighth. */
const UNFILTERED_BATCHES = 15;

/** Where in the state the strings' table, the null flags and the list stand. */
const STRINGS = 0;
const NULLS = STRINGS + TABLE_STATE_NUMBERS;
const LIST = NULLS + 1;

export class DistinctValues implements Accumulator {
  readonly #list: GroupedValues;
  /** Rows of the list that are by group, none twice. */
  #clean = 0;
  #compactAt = COMPACT_ROWS_MIN;
  /** What was seen lately and needs no place in the list. */
  #filter = 0;
  #unfilteredBatches = 0;
  readonly #strings: KeyTable | undefined;
  readonly #hasNull: GroupArray;
  readonly #buffers: { readonly selection: Buffer; readonly ids: Buffer; readonly nulls: Buffer };

  constructor(
    private readonly memory: ArenaMemory,
    private readonly input: number,
    private readonly physical: PhysicalType,
  ) {
    this.#list = new GroupedValues(memory);
    this.#strings = physical === "view" ? new KeyTable(memory, "view") : undefined;
    this.#hasNull = new GroupArray(memory, 1);
    this.#buffers = { selection: memory.buffer(), ids: memory.buffer(), nulls: memory.buffer() };
  }

  update(batch: GroupedBatch): void {
    this.#hasNull.ensure(batch.count);
    const { rowCount } = batch;
    const { kernels } = this.memory;
    const vector = batch.input(this.input);
    if (vector.validity !== 0) kernels.agg_mark(batch.nullGroups(this.input), this.#hasNull.address, rowCount);
    this.#append(vector, batch.validGroups(this.input), rowCount);
    if (this.#list.count >= this.#compactAt) this.#compact(batch.count);
  }

  /** The state of the strings' table; null flags; the list. */
  state(groups: number): readonly number[] {
    this.#hasNull.ensure(groups);
    this.#compact(groups);
    this.memory.heap.free(this.#filter);
    return [...(this.#strings?.state() ?? [0, 0, 0]), this.#hasNull.first, ...this.#list.state()];
  }

  /** Each part takes in all strings. */
  listed(state: readonly number[]): number {
    return this.#strings === undefined ? at(state, LIST) : 0;
  }

  partition(state: readonly number[], partitions: Partitions): readonly number[] {
    return [...state.slice(0, LIST), ...partitionList(this.memory, state.slice(LIST), partitions)];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    const list = pickList(state.slice(LIST), state.slice(LIST + LIST_STATE_NUMBERS), part);
    // Strings are numbered for all of the state's groups, so all are kept.
    return [...state.slice(0, NULLS), part.values(at(state, NULLS), 1), ...list];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#hasNull.ensure(batch.count);
    const { kernels, heap } = this.memory;
    // Null flags: a group that has one marks its group here.
    const marked = this.#buffers.selection.room(Math.ceil(batch.rowCount / 64) * 8);
    kernels.group_bits_of_bytes(at(state, NULLS), 1, marked, batch.rowCount);
    const nulls = this.#buffers.nulls.room(batch.rowCount * 4);
    kernels.group_mask(batch.groups, marked, nulls, batch.rowCount);
    kernels.agg_mark(nulls, this.#hasNull.address, batch.rowCount);

    const list = this.#list;
    const { count } = list;
    list.merge(state.slice(LIST), batch.groups);
    if (this.#strings !== undefined) {
      const strings = sealedViews(state.slice(STRINGS));
      const ids = this.memory.alloc((strings.count + 1) * 4);
      this.#strings.assign(strings.views, 0, ids + 4, strings.count);
      kernels.group_remap_rows(list.values + count * 8, ids, 8, list.count - count);
      heap.free(ids);
    }
    // What another has made compact stays so as long as its groups are new here, and in order.
    const allNew = batch.count - batch.before === batch.rowCount;
    if (this.#clean === count && allNew && kernels.group_ascends(list.groups, count, list.count)) this.#clean = list.count;
    if (list.count >= this.#compactAt) this.#compact(batch.count);
  }

  /** Distinct values of each group, null being one, as u32. */
  read(groups: number): number {
    this.#hasNull.ensure(groups);
    this.#compact(groups);
    const { kernels } = this.memory;
    const counts = this.memory.zeros((groups + 1) * 4);
    kernels.agg_count_into(this.#list.groups, counts, this.#list.count);
    kernels.agg_add_bytes_u32(counts, this.#hasNull.address, counts, groups + 1);
    return this.memory.copy(counts + 4, groups * 4);
  }

  #append({ values }: Vector, groups: number, rows: number): void {
    const { kernels } = this.memory;
    const { physical } = this;
    const list = this.#list;
    list.ensure(rows);
    if (this.#filter === 0) this.#filter = this.memory.zeros(kernels.agg_distinct_filter_bytes());
    let from = values;
    if (physical === "view") {
      from = this.#buffers.ids.room(rows * 4);
      const selection = this.#buffers.selection.room(Math.ceil(rows / 64) * 8);
      kernels.group_bits_not(groups, 0, selection, rows);
      this.#strings?.assign(values, selection, from, rows);
    }
    const filter = this.#unfilteredBatches > 0 ? 0 : this.#filter;
    const collect = kernels[`agg_distinct_${collecting(physical)}` as const];
    const appended = collect(from, groups, filter, list.groups + list.count * 4, list.values + list.count * 8, rows);
    list.count += appended;
    if (filter === 0) this.#unfilteredBatches--;
    else if (appended * 8 > rows * 7) this.#unfilteredBatches = UNFILTERED_BATCHES;
  }

  #compact(groups: number): void {
    const list = this.#list;
    const { kernels, heap, arena } = this.memory;
    if (list.count > this.#clean) {
      if (!kernels.group_ascends(list.groups, this.#clean, list.count)) {
        heap.free(list.sort(groups));
        this.#clean = 0;
      }
      list.count = kernels.agg_distinct_compact(list.groups, list.values, this.#clean, list.count, arena);
      this.#clean = list.count;
    }
    this.#compactAt = Math.max(COMPACT_ROWS_MIN, list.count * 2);
  }
}

function collecting(physical: PhysicalType): 8 | 16 | 32 | 64 | "f32" | "f64" | "bool" {
  if (physical === "view") return 32;
  return physical === "f32" || physical === "f64" || physical === "bool" ? physical : widthOf(physical);
}
