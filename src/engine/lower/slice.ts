// Slices, and streams one after another.

import { SchemaError } from "../../errors/index.js";
import type { NamedType } from "../../physical/pipeline-spec.js";
import { formatType, sameType } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { projectStream } from "./project.js";
import { contiguous, drain, type RestingChunk, type Stored, type Stream, store, storedColumns, storedOf, streamOf } from "./stream.js";

/** Rows from `offset` on, counted from the end when negative. */
export function* sliceStream(query: Query, slice: { offset: number; length?: number }, stream: Stream): Step<Stream> {
  const { morselRows } = stream.source;
  // Where rows come out as they are in the source, only the morsels that have some of the slice's are read.
  const rowwise = stream.stored === undefined && stream.operators.every((operator) => operator.kind === "project");
  if (!rowwise) {
    const { offset, length } = slice;
    const needed = offset < 0 || length === undefined ? undefined : offset + length;
    const stored = needed === undefined ? yield* store(query, stream) : yield* storeFirst(query, stream, needed);
    return yield* rowsOf(query, stored, boundsOf(slice, stored.rowCount));
  }
  const { first, end } = boundsOf(
    slice,
    morselRows.reduce((sum, rows) => sum + rows, 0),
  );
  let skipped = 0;
  let from = 0;
  while (from < morselRows.length && skipped + (morselRows[from] as number) <= first) skipped += morselRows[from++] as number;
  let to = from;
  for (let row = skipped; to < morselRows.length && row < end; to++) row += morselRows[to] as number;
  const segments = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const limit = to - from === 1 ? { limit: end - skipped } : {};
  const stored = storedOf(yield* drain(query, stream, { kind: "collect", ...limit }, segments), stream);
  return yield* rowsOf(query, stored, { first: first - skipped, end: end - skipped });
}

/** At least the first `count` rows, if there are as many: morsels are read until there are enough. */
function* storeFirst(query: Query, stream: Stream, count: number): Step<Stored> {
  if (stream.stored !== undefined) return stream.stored;
  const { morselRows } = stream.source;
  const results: unknown[] = [];
  let rows = 0;
  // Each round takes twice as many morsels as all before: a selective filter costs no more than twice its scan.
  for (let from = 0; from < morselRows.length && rows < count; ) {
    const to = Math.min(morselRows.length, Math.max(FIRST_MORSELS, from * 2));
    const segments = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const part = yield* drain(query, stream, { kind: "collect", limit: count }, segments);
    for (const { rowCount } of part as readonly { readonly rowCount: number }[]) rows += rowCount;
    results.push(...part);
    from = to;
  }
  return storedOf(results, stream);
}

const FIRST_MORSELS = 4;

interface Bounds {
  readonly first: number;
  readonly end: number;
}

function boundsOf({ offset, length }: { offset: number; length?: number }, rowCount: number): Bounds {
  const start = offset < 0 ? rowCount + offset : offset;
  const first = Math.min(Math.max(0, start), rowCount);
  return { first, end: length === undefined ? rowCount : Math.min(rowCount, Math.max(first, start + length)) };
}

function* rowsOf(query: Query, stored: Stored, { first, end: wanted }: Bounds): Step<Stream> {
  const end = Math.min(wanted, stored.rowCount);
  if (first === 0 && end === stored.rowCount) return streamOf(stored, "slice");
  const count = Math.max(0, end - first);
  const order = query.instance.heap.alloc(count * 4, query.arena);
  const numbers = query.instance.heap.u32s(order, count);
  for (let index = 0; index < count; index++) numbers[index] = first + index;
  const columns = yield* contiguous(query, stored);
  const picked = (yield* query.run(
    "slice",
    "gather",
    { columns, order, count, arena: query.arena },
    columns.length,
    count,
  )) as typeof columns;
  return streamOf(storedColumns(stored.columns, picked, count, stored.owners, true), "slice");
}

/** The rows of all streams, which have the same names and dtypes, in order. */
export function* unionStreams(query: Query, streams: readonly Stream[]): Step<Stream> {
  const [first] = streams;
  if (first === undefined) throw new SchemaError("concat needs at least one frame");
  const merged = first.columns.map((column, index) => mergedType(streams, column, index));
  const parts: Stored[] = [];
  for (const stream of streams) {
    // Codes of different dictionaries become views: only those can stand in one column.
    const decoded = projectStream(
      query,
      stream,
      merged.map(({ name, physical }, index) => ({
        name,
        expr: { kind: "Column", name },
        asViews: physical === "view" && stream.columns[index]?.physical === "codes",
      })),
    );
    parts.push(yield* store(query, decoded));
  }
  const chunks = parts.flatMap((part): readonly RestingChunk[] => part.chunks);
  const stored: Stored = {
    columns: merged,
    rowCount: parts.reduce((sum, part) => sum + part.rowCount, 0),
    chunks,
    owners: parts.flatMap((part) => part.owners),
    selfContained: parts.every((part) => part.selfContained),
  };
  return streamOf(stored, "concat");
}

function mergedType(streams: readonly Stream[], column: NamedType, index: number): NamedType {
  const types = streams.map((stream) => stream.columns[index]);
  for (const type of types) {
    if (type === undefined || !sameType(type.dtype, column.dtype)) {
      throw new SchemaError(
        `concat: column ${JSON.stringify(column.name)} is ${formatType(column.dtype)} in one frame and ${type === undefined ? "missing" : formatType(type.dtype)} in another`,
      );
    }
  }
  const sameDictionary = types.every(
    (type) => type?.dictionary?.values === column.dictionary?.values && type?.physical === column.physical,
  );
  const { name, dtype, physical, dictionary } = column;
  const stable = types.every((type) => type?.stable === true);
  return {
    name,
    dtype,
    nullable: types.some((type) => type?.nullable !== false),
    ...(sameDictionary ? { physical, ...(dictionary === undefined ? {} : { dictionary }) } : { physical: "view" }),
    ...(stable ? { stable } : {}),
  };
}
