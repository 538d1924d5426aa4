// Builds the table of a join's build side.

import type { Vector, VectorType } from "../../column/index.js";
import { MemoryLimitError } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { type Buckets, buildBuckets, numberedRows } from "./buckets.js";
import { buildKey, type KeySource, maskNulls, type Room, type RowList } from "./key-column.js";
import { buildFilter, type KeyFilter } from "./key-filter.js";
import { buildIndex, findBuckets, type KeyIndex } from "./key-index.js";
import { buildLayout, type KeyLayout } from "./key-layout.js";
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

/** What a table will be asked for: matching build rows, the numbers of buckets, or whether a key occurs and no more. */
export type Asked = "rows" | "buckets" | "membership";

export function buildTable(
  instance: Instance,
  types: JoinKeys,
  rowCount: number,
  keys: readonly Vector[],
  arena: number,
  asked: Asked,
): JoinTableState {
  const { heap, kernels } = instance;
  const temporary = kernels.arena_within(arena) >>> 0;
  if (temporary === 0) throw new MemoryLimitError("out of memory: no room to build the table of a join");
  try {
    return build(instance, types, rowCount, keys, arena, asked, (bytes) => heap.alloc(bytes, temporary));
  } finally {
    kernels.arena_free(temporary);
  }
}

function build(
  instance: Instance,
  types: JoinKeys,
  rowCount: number,
  keys: readonly Vector[],
  arena: number,
  asked: Asked,
  room: Room,
): JoinTableState {
  const { kernels } = instance;
  const wanted: RowList = { list: 0, count: rowCount };
  const built = keys.map((vector, key) =>
    buildKey(instance, types.build[key] as VectorType, types.probe[key] as VectorType, vector, rowCount, arena, room),
  );
  const columns = built.map((key) => key.column);
  const sources = built.map((key) => key.probeSource);
  const ranges = columns.map((column, key) => rangeOf(instance, column, (keys[key] as Vector).validity, rowCount, room));

  const ids = asked === "buckets" ? instance.heap.alloc(rowCount * 4 + 64, arena) : room(rowCount * 4);
  const allRows = keys.every(({ validity }) => validity === 0);
  // Without nulls, and words to be numbered together, nothing asks which rows count.
  const counted = allRows && keys.length === 1 ? 0 : ids;
  if (counted !== 0) {
    kernels.zero_bytes(ids, rowCount * 4);
    maskNulls(instance, keys, wanted, ids);
  }
  const filters = columns.map((column, key) =>
    sources[key]?.kind === "integers" ? buildFilter(instance, column, ranges[key] as KeyRange, counted, rowCount, allRows, arena) : null,
  );

  let column = columns[0] as (typeof columns)[number];
  let range = ranges[0] as KeyRange;
  let layout: KeyLayout | undefined;
  if (keys.length > 1) {
    ({ column, layout } = buildLayout(instance, ranges, columns, ids, rowCount, arena, room));
    range = rangeOf(instance, column, validInAll(instance, keys, rowCount, room), rowCount, room);
  }
  const filter = keys.length === 1 ? (filters[0] ?? null) : null;
  const index = buildIndex(instance, column, range, ids, counted, rowCount, filter, asked === "membership", arena, room);
  const state = { rowCount, sources, index, filters, ...(layout === undefined ? {} : { layout }) };
  if (asked === "membership") return { ...state, buckets: { kind: "none" } };
  // An index by rank or by a range that is complete: the rows are their own buckets.
  if (asked === "rows" && range.strictlyAscending && index.kind !== "hashed") return { ...state, buckets: { kind: "identity" } };
  if (index.kind !== "hashed") findBuckets(instance, index, column, wanted, 0, ids, room);
  maskNulls(instance, keys, wanted, ids);
  if (asked === "buckets")
    return { ...state, buckets: { kind: "numbers", ids, rows: numberedRows(instance, ids, index.bucketCount, rowCount, room) } };
  return { ...state, buckets: buildBuckets(instance, ids, index.bucketCount, rowCount, arena) };
}

/** Bitmap of the rows without a null key; 0 when that is all. */
function validInAll({ kernels }: Instance, keys: readonly Vector[], rowCount: number, room: Room): number {
  const bitmaps = keys.map((key) => key.validity).filter((validity) => validity !== 0);
  const [first = 0, ...others] = bitmaps;
  if (others.length === 0) return first;
  const all = room(Math.ceil(rowCount / 64) * 8);
  others.reduce((before, bitmap) => {
    kernels.bitmap_and(before, bitmap, all, rowCount);
    return all;
  }, first);
  return all;
}
