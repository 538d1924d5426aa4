// The build side of an equality join: built once, then probed by any number of threads, which only read it. Keys become
// integers (key-column), several become one (key-layout), that finds a bucket (key-index), and a bucket has build rows (buckets).

import { BATCH_ROWS, type Vector } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { type Asked, buildTable, type JoinKeys, type JoinTableState } from "./build-table.js";
import { type IntegerColumn, integersOf, maskNulls, type Room, type RowList } from "./key-column.js";
import { candidates, filterKeys, isSelective, type KeyFilter } from "./key-filter.js";
import { findBuckets } from "./key-index.js";
import { applyLayout } from "./key-layout.js";

/** Matching rows: u32 row numbers of both sides, in scratch, by probe row, then build row. A build row of 0xFFFFFFFF is none. */
export interface JoinPairs {
  readonly count: number;
  readonly probeRows: number;
  readonly buildRows: number;
  /** No portion follows. */
  readonly last: boolean;
}

interface RowSelection {
  readonly selection: number;
  readonly selectedCount: number;
}

/** Filters that let more of a batch's rows pass are not asked again. */
const FILTERED_SHARE_MAX = 0.7;

export class JoinTable {
  /** Filters that drop many rows, those that drop most first; while they do. */
  #selective: readonly { readonly filter: KeyFilter; readonly key: number }[];

  private constructor(
    private readonly instance: Instance,
    private readonly tableState: JoinTableState,
  ) {
    this.#selective = tableState.filters
      .flatMap((filter, key) => (filter !== null && isSelective(filter) ? [{ filter, key }] : []))
      .sort((one, other) => one.filter.share - other.filter.share);
  }

  /**
   * `keys`: the build side's key columns, each in one piece, in memory that lives as long as the table. `arena` owns the table.
   * The less it will be asked, the less it takes to build.
   */
  static build(
    instance: Instance,
    types: JoinKeys,
    rowCount: number,
    keys: readonly Vector[],
    arena: number,
    asked: Asked = "rows",
  ): JoinTable {
    return new JoinTable(instance, buildTable(instance, types, rowCount, keys, arena, asked));
  }

  /** The table that another thread built. */
  static attach(instance: Instance, state: JoinTableState): JoinTable {
    return new JoinTable(instance, state);
  }

  state(): JoinTableState {
    return this.tableState;
  }

  /** Rows of the build side. */
  get rowCount(): number {
    return this.tableState.rowCount;
  }

  /** By key: what the probe side's scan can drop rows by before it decodes the rest; for joins that drop rows without match. */
  get filters(): readonly (KeyFilter | null)[] {
    return this.tableState.filters;
  }

  /**
   * Pairs of matching rows, in portions of at most BATCH_ROWS, none of them empty; each is good until the next is asked for.
   * A table that has but buckets gives these in the place of build rows. With `outer`, selected probe rows without a match come with build row 0xFFFFFFFF. Null keys match nothing.
   */
  *probe(keys: readonly Vector[], rowCount: number, selection: number, outer: boolean): Generator<JoinPairs, void, undefined> {
    const { heap, kernels } = this.instance;
    const { buckets } = this.tableState;
    assert(buckets.kind !== "none", "a table of mere membership is asked for rows");
    const { list, count } = outer ? this.#selected(rowCount, selection) : this.#candidates(keys, rowCount, selection);
    if (count === 0) return;
    const found = this.#find(keys, rowCount, { list, count });
    if (buckets.kind === "many") {
      const probeRows = heap.scratch(BATCH_ROWS * 4);
      const buildRows = heap.scratch(BATCH_ROWS * 4);
      const cursor = heap.scratch(8);
      kernels.zero_bytes(cursor, 8);
      while (heap.getU32(cursor) < count) {
        const { offsets, rows } = buckets;
        const pairs = kernels.join_pairs_many(found, list, offsets, rows, outer, cursor, BATCH_ROWS, probeRows, buildRows, count);
        if (pairs > 0) yield { count: pairs, probeRows, buildRows, last: heap.getU32(cursor) >= count };
      }
    } else if (outer) {
      const probeRows = list === 0 ? heap.scratch(count * 4) : list;
      if (list === 0) kernels.join_all_rows(probeRows, count);
      yield { count, probeRows, buildRows: found, last: true };
    } else {
      const probeRows = heap.scratch(count * 4);
      const buildRows = heap.scratch(count * 4);
      const pairs = kernels.join_pairs_one(found, list, probeRows, buildRows, count);
      if (pairs > 0) yield { count: pairs, probeRows, buildRows, last: true };
    }
  }

  /** The selected probe rows that filters leave: all, where none is selective. */
  possible(keys: readonly Vector[], rowCount: number, selection: number): RowList {
    let rows: RowList = { list: 0, count: rowCount };
    for (const [index, { filter, key }] of this.#selective.entries()) {
      rows = candidates(this.instance, filter, keys[key] as Vector, rows, index === 0 ? selection : 0);
    }
    return rows;
  }

  /** The selected probe rows that have a match, for semi joins; anti joins keep the selected others. */
  matches(keys: readonly Vector[], rowCount: number, selection: number): RowSelection {
    const { heap, kernels } = this.instance;
    const { buckets, filters } = this.tableState;
    const [filter] = filters;
    if (filter?.exact === true && filters.length === 1) return filterKeys(this.instance, filter, keys[0] as Vector, rowCount, selection);
    const bytes = Math.ceil(rowCount / 64) * 8;
    const matched = heap.scratch(bytes);
    kernels.zero_bytes(matched, bytes);
    const { list, count } = this.#candidates(keys, rowCount, selection);
    const found = this.#find(keys, rowCount, { list, count });
    const offsets = buckets.kind === "many" ? buckets.offsets : 0;
    return { selection: matched, selectedCount: kernels.join_matches(found, list, offsets, matched, count) };
  }

  /** Sets the bytes of the buckets that selected rows find: `marks` has one more than there are buckets, and may be shared by threads. */
  markBuckets(keys: readonly Vector[], rowCount: number, selection: number, marks: number): void {
    const { index, buckets } = this.tableState;
    assert(buckets.kind === "numbers", "buckets are marked of a table that numbers them");
    const wanted = this.#candidates(keys, rowCount, selection);
    if (wanted.count === 0) return;
    this.instance.kernels.join_mark_bytes(this.#find(keys, rowCount, wanted), marks, index.bucketCount, wanted.count);
  }

  /** Sets the bytes of build rows, in as many and one more, which threads may share. */
  markMatched(buildRows: number, count: number, marks: number): void {
    this.instance.kernels.join_mark_bytes(buildRows, marks, this.rowCount, count);
  }

  /** The selected rows that filters leave: bits are cheaper to look up than build rows, and than several keys together. */
  #candidates(keys: readonly Vector[], rowCount: number, selection: number): RowList {
    if (this.#selective.length === 0) return this.#selected(rowCount, selection);
    const rows = this.possible(keys, rowCount, selection);
    // Few values of the range occur, but those that are looked up do.
    if (rows.count > rowCount * FILTERED_SHARE_MAX) this.#selective = [];
    return rows;
  }

  #selected(rowCount: number, selection: number): RowList {
    if (selection === 0) return { list: 0, count: rowCount };
    const { heap, kernels } = this.instance;
    const list = heap.scratch(rowCount * 4);
    return { list, count: kernels.selected_rows(selection, list, rowCount) };
  }

  /** Build rows of the wanted rows, or buckets when those hold several; 0xFFFFFFFF where there is none. */
  #find(keys: readonly Vector[], rowCount: number, wanted: RowList): number {
    const { instance } = this;
    const { heap, kernels } = instance;
    const { sources, layout, index, buckets } = this.tableState;
    const room: Room = (bytes) => heap.scratch(bytes);
    const columns = sources.map((source, key) => integersOf(instance, source, keys[key] as Vector, rowCount, wanted, room));
    const found = room(wanted.count * 4);
    const rows = buckets.kind === "one" ? buckets.rows : 0;
    if (layout === undefined) findBuckets(instance, index, columns[0] as IntegerColumn, wanted, rows, found, room);
    else {
      const misses = room(wanted.count * 4);
      const column = applyLayout(instance, layout, columns, wanted, misses, room);
      findBuckets(instance, index, column, wanted, rows, found, room);
      kernels.join_mask_misses(misses, found, wanted.count);
    }
    maskNulls(instance, keys, wanted, found);
    return found;
  }
}
