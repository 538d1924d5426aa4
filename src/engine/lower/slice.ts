// Slices, and streams one after another.

import { SchemaError } from "../../errors/index.js";
import type { NamedType } from "../../physical/pipeline-spec.js";
import { formatType, sameType } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { projectStream } from "./project.js";
import { contiguous, type RestingChunk, type Stored, type Stream, store, storedColumns, streamOf } from "./stream.js";

/** Rows from `offset` on, counted from the end when negative. */
export function* sliceStream(query: Query, { offset, length }: { offset: number; length?: number }, stream: Stream): Step<Stream> {
  const limit = offset < 0 || length === undefined ? undefined : offset + length;
  const stored = yield* store(query, stream, limit);
  const first = offset < 0 ? Math.max(0, stored.rowCount + offset) : Math.min(offset, stored.rowCount);
  const end =
    length === undefined
      ? stored.rowCount
      : Math.min(stored.rowCount, Math.max(first, (offset < 0 ? stored.rowCount + offset : offset) + length));
  if (first === 0 && end === stored.rowCount) return streamOf(stored, "slice");
  const count = end - first;
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
      merged.map(({ name, physical, dtype }, index) => ({
        name,
        expr:
          physical === "view" && stream.columns[index]?.physical === "codes"
            ? { kind: "Cast", input: { kind: "Column", name }, dtype, strict: true }
            : { kind: "Column", name },
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
