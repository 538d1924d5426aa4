// The build side of an equality join: built once, then probed by any number of threads, which only read it. Keys become
// integers (key-column), several become one (key-layout), that finds a bucket (key-index), and a bucket has build rows (buckets).

import { BATCH_ROWS, type Vector, type VectorType } from "../../column/index.js";
import { MemoryLimitError } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { type Buckets, buildBuckets } from "./buckets.js";
import { buildKey, type IntegerColumn, integersOf, type KeySource, NONE, type Room, type RowList } from "./key-column.js";
import { bitmapFits, type KeyFilter, keyBitmap } from "./key-filter.js";
import { buildIndex, findBuckets, type KeyIndex } from "./key-index.js";
import { applyLayout, buildLayout, type KeyLayout } from "./key-layout.js";
import { type KeyRange, rangeOf } from "./key-range.js";

/**
 * Types of the key pairs. Both sides' physical types are equal, except that strings may be views on one side and codes on the
 * other, or codes of different dictionaries.
 */
export interface JoinKeys {
  readonly build: readonly VectorType[];
  readonly probe: readonly VectorType[];
}

/** Plain data: other threads attach to the table by it. */
export interface JoinTableState {
  readonly rowCount: number;
  readonly sources: readonly KeySource[];
  /** Present with several keys. */
  readonly layout?: KeyLayout;
  readonly index: KeyIndex;
  readonly buckets: Buckets;
  /** By key; null for keys that are no integers (or codes of one dictionary) on both sides. */
  readonly filters: readonly (KeyFilter | null)[];
}

/** Matching rows: u32 row numbers of both sides, in scratch, by probe row, then build row. A build row of 0xFFFFFFFF is none. */
export interface JoinPairs {
  readonly count: number;
  readonly probeRows: number;
  readonly buildRows: number;
}

export interface RowSelection {
  readonly selection: number;
  readonly selectedCount: number;
}

export class JoinTable {
  private constructor(
    private readonly instance: Instance,
    private readonly tableState: JoinTableState,
  ) {}

  /** `keys`: the build side's key columns, each in one piece, in memory that lives as long as the table. `arena` owns the table. */
  static build(instance: Instance, types: JoinKeys, rowCount: number, keys: readonly Vector[], arena: number): JoinTable {
    const { heap, kernels } = instance;
    const temporary = kernels.arena_new() >>> 0;
    if (temporary === 0) throw new MemoryLimitError("out of memory: no room to build the table of a join");
    try {
      const state = build(instance, types, rowCount, keys, arena, (bytes) => heap.alloc(bytes, temporary));
      return new JoinTable(instance, state);
    } finally {
      kernels.arena_free(temporary);
    }
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

  /** No probe row has more than one match, so that `probe` gives one portion. */
  get unique(): boolean {
    return this.tableState.buckets.kind !== "many";
  }

  /**
   * Pairs of matching rows, in portions of at most BATCH_ROWS, none of them empty; each is good until the next is asked for.
   * With `outer`, selected probe rows without a match come with build row 0xFFFFFFFF. Null keys match nothing.
   */
  *probe(keys: readonly Vector[], rowCount: number, selection: number, outer: boolean): Generator<JoinPairs, void, undefined> {
    const { heap, kernels } = this.instance;
    const { buckets } = this.tableState;
    const { list, count } = this.#selected(rowCount, selection);
    const found = this.#find(keys, rowCount, { list, count });
    if (buckets.kind === "many") {
      const probeRows = heap.scratch(BATCH_ROWS * 4);
      const buildRows = heap.scratch(BATCH_ROWS * 4);
      const cursor = heap.scratch(8);
      heap.u32s(cursor, 2).fill(0);
      while (heap.getU32(cursor) < count) {
        const { offsets, rows } = buckets;
        const pairs = kernels.join_pairs_many(found, list, offsets, rows, outer, cursor, BATCH_ROWS, probeRows, buildRows, count);
        if (pairs > 0) yield { count: pairs, probeRows, buildRows };
      }
    } else if (outer) {
      const probeRows = list === 0 ? heap.scratch(count * 4) : list;
      if (list === 0) kernels.join_all_rows(probeRows, count);
      if (count > 0) yield { count, probeRows, buildRows: found };
    } else {
      const probeRows = heap.scratch(count * 4);
      const buildRows = heap.scratch(count * 4);
      const pairs = kernels.join_pairs_one(found, list, probeRows, buildRows, count);
      if (pairs > 0) yield { count: pairs, probeRows, buildRows };
    }
  }

  /** The selected probe rows that have a match, for semi joins; anti joins keep the selected others. */
  matches(keys: readonly Vector[], rowCount: number, selection: number): RowSelection {
    const { heap, kernels } = this.instance;
    const { buckets } = this.tableState;
    const { list, count } = this.#selected(rowCount, selection);
    const found = this.#find(keys, rowCount, { list, count });
    const bytes = Math.ceil(rowCount / 64) * 8;
    const matched = heap.scratch(bytes);
    heap.bytes(matched, bytes).fill(0);
    const offsets = buckets.kind === "many" ? buckets.offsets : 0;
    return { selection: matched, selectedCount: kernels.join_matches(found, list, offsets, matched, count) };
  }

  /** Sets the bits of build rows (not of 0xFFFFFFFF) in a bitmap that is this thread's own. */
  markMatched(buildRows: number, count: number, bitmap: number): void {
    this.instance.kernels.join_mark_rows(buildRows, bitmap, count);
  }

  #selected(rowCount: number, selection: number): RowList {
    if (selection === 0) return { list: 0, count: rowCount };
    const { heap, kernels } = this.instance;
    const list = heap.scratch(rowCount * 4);
    return { list, count: kernels.join_selected_rows(selection, list, rowCount) };
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

function build(instance: Instance, types: JoinKeys, rowCount: number, keys: readonly Vector[], arena: number, room: Room): JoinTableState {
  const { heap } = instance;
  const wanted: RowList = { list: 0, count: rowCount };
  const built = keys.map((vector, key) =>
    buildKey(instance, types.build[key] as VectorType, types.probe[key] as VectorType, vector, rowCount, arena, room),
  );
  const columns = built.map((key) => key.column);
  const sources = built.map((key) => key.probeSource);
  const ranges = columns.map((column, key) => rangeOf(instance, column, (keys[key] as Vector).validity, rowCount, room));

  const ids = room(rowCount * 4);
  heap.u32s(ids, rowCount).fill(0);
  maskNulls(instance, keys, wanted, ids);
  const filters = columns.map((column, key) =>
    sources[key]?.kind === "integers" ? buildFilter(instance, column, ranges[key] as KeyRange, ids, rowCount, arena) : null,
  );

  if (keys.length === 1) {
    const bitmap = filters[0]?.bitmap ?? 0;
    const index = buildIndex(instance, columns[0] as IntegerColumn, ranges[0] as KeyRange, ids, rowCount, bitmap, arena, room);
    return { rowCount, sources, index, buckets: fillBuckets(columns[0] as IntegerColumn, index), filters };
  }
  const { column, layout } = buildLayout(instance, ranges, columns, ids, rowCount, arena, room);
  const index = buildIndex(instance, column, rangeOf(instance, column, 0, rowCount, room), ids, rowCount, 0, arena, room);
  return { rowCount, sources, layout, index, buckets: fillBuckets(column, index), filters };

  function fillBuckets(column: IntegerColumn, index: KeyIndex): Buckets {
    if (index.kind !== "hashed") findBuckets(instance, index, column, wanted, 0, ids, room);
    maskNulls(instance, keys, wanted, ids);
    return buildBuckets(instance, ids, index.bucketCount, rowCount, arena);
  }
}

function buildFilter(instance: Instance, column: IntegerColumn, range: KeyRange, ids: number, rowCount: number, arena: number): KeyFilter {
  const bitmap = bitmapFits(range, rowCount) ? keyBitmap(instance, column, range, ids, rowCount, arena) : 0;
  return { type: column.type, min: String(range.least), max: String(range.least + range.range), bitmap };
}

function maskNulls({ kernels }: Instance, keys: readonly Vector[], { list, count }: RowList, ids: number): void {
  for (const { validity } of keys) if (validity !== 0) kernels.join_mask_nulls(validity, list, ids, count);
}

export { NONE as NO_ROW };
