// The end of a full join: after the stream's rows, those rows of the build side that found no match.

import { bitmapBytes } from "../../column/index.js";
import type { JoinOutput, NamedType } from "../../physical/pipeline-spec.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import type { BuildSide } from "./build-side.js";
import { drain, type RestingChunk, type Stored, type Stream, storedOf, streamOf } from "./stream.js";

/** A full join's rows: those of the stream, then the build side's rows that found no match: whose byte in `marks` is 0 at the end. */
export function* withUnmatched(
  query: Query,
  joined: Stream,
  build: BuildSide,
  outputs: readonly JoinOutput[],
  marks: number,
): Step<Stream> {
  const results = yield* drain(query, joined, { kind: "collect" });
  const matched = storedOf(results, joined);
  const rows = build.rowCount;
  const { order, count } = unmatchedRows(query, marks, rows);
  const spec = { columns: build.columns, order, count, arena: query.arena };
  const columns = (yield* query.run("unmatched", "gather", spec, build.columns.length, count)) as RestingChunk["columns"];
  const rest: RestingChunk[] = count === 0 ? [] : [nullsBeside(query, { rowCount: count, columns }, joined.columns, outputs)];
  const all: Stored = { ...matched, chunks: [...matched.chunks, ...rest], rowCount: matched.rowCount + count };
  return streamOf(all, "full join");
}

/** Numbers of the rows whose byte is 0. */
function unmatchedRows(query: Query, marks: number, rows: number): { order: number; count: number } {
  const { heap, kernels } = query.instance;
  const unmatched = heap.alloc(bitmapBytes(rows), query.arena);
  kernels.group_bits_of_bytes(marks, 1, unmatched, rows);
  kernels.bitmap_not(unmatched, unmatched, rows);
  kernels.bitmap_clear_tail(unmatched, rows);
  const order = heap.alloc(rows * 4 + 64, query.arena);
  return { order, count: kernels.selected_rows(unmatched, order, rows) };
}

/** The chunk's columns in their places, and nulls for the other side's. */
function nullsBeside(query: Query, chunk: RestingChunk, columns: readonly NamedType[], outputs: readonly JoinOutput[]): RestingChunk {
  const { heap, kernels } = query.instance;
  // Zeros are valid bytes of every physical type, so one block serves as values and as validity of all null columns.
  const bytes = chunk.rowCount * 16 + 64;
  const zeros = heap.alloc(bytes, query.arena);
  kernels.zero_bytes(zeros, bytes);
  return {
    rowCount: chunk.rowCount,
    columns: columns.map((_, index) => {
      const output = outputs[index] as JoinOutput;
      if ("build" in output) return chunk.columns[output.build] as RestingChunk["columns"][number];
      return { values: zeros, validity: zeros, nullCount: chunk.rowCount };
    }),
  };
}
