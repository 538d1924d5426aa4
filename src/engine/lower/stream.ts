// The part of a plan that streams: a source and the operators on it, not yet ended by a sink. Lowering a plan node
// extends its input's stream, or ends it and starts another over what was stored.

import type { Allocation } from "../../memory/index.js";
import { fuseOperator } from "../../physical/operators/fuse-operator.js";
import type { NamedType, OperatorSpec, PipelineSpec, SinkSpec, SourceSpec, StoredColumn } from "../../physical/pipeline-spec.js";
import type { RestingRows } from "../../physical/sinks/row-buffer.js";
import { type StoredChunk, type StoredSpec, storedMorselRows, storedSpec } from "../../physical/sources/stored.js";
import type { ConcatSpec } from "../../physical/tasks/concat.js";
import type { ScanPlan } from "../../plan/index.js";
import type { FetchMorsels, Query } from "../query.js";
import type { Step } from "../step.js";

export interface Stream {
  /** For the profile: what the pipeline does, the source first, then each operator. */
  readonly label: readonly string[];
  readonly source: SourceSpec;
  readonly fetch?: FetchMorsels["fetch"];
  /** As of the scan that is the source. */
  readonly measure?: ScanPlan["measure"];
  /** As of the scan that is the source. */
  readonly narrow?: ScanPlan["narrow"];
  readonly operators: readonly OperatorSpec[];
  readonly columns: readonly NamedType[];
  /** Blocks of frames that hold the bytes of stable strings. */
  readonly owners: readonly Allocation[];
  /** Set while the stream is nothing but rows at rest. */
  readonly stored?: Stored;
}

/** Rows at rest, in the query's arena or in a frame. */
export interface Stored {
  readonly columns: readonly NamedType[];
  readonly rowCount: number;
  readonly chunks: readonly RestingChunk[];
  readonly owners: readonly Allocation[];
  /** Every buffer, and the bytes of every string that is not stable, stand in `chunks` and belong to the arena alone. */
  readonly selfContained: boolean;
}

export interface RestingChunk {
  readonly rowCount: number;
  readonly columns: readonly {
    readonly values: number;
    readonly validity: number;
    readonly nullCount?: number;
    readonly blocks?: readonly number[];
  }[];
}

export function extend(stream: Stream, label: string, operator: OperatorSpec, columns: readonly NamedType[]): Stream {
  const { stored: _, ...rest } = stream;
  return { ...rest, label: [...stream.label, label], operators: [...stream.operators, operator], columns };
}

/** What a stream has of the scan that is its source. */
export function scanned(kind: string, scan: ScanPlan): Pick<Stream, "source" | "fetch" | "measure" | "narrow"> {
  const { fetch, measure, narrow } = scan;
  return {
    source: { kind, spec: scan.spec, morselRows: scan.morsels.map((morsel) => morsel.rows), fetched: 0 },
    ...(fetch && { fetch: fetch.bind(scan) }),
    ...(measure && { measure: measure.bind(scan) }),
    ...(narrow && { narrow: narrow.bind(scan) }),
  };
}

/** A stream over rows at rest. */
export function streamOf(stored: Stored, label: string): Stream {
  const chunks: StoredChunk[] = stored.chunks.map(({ rowCount, columns }) => ({
    rowCount,
    columns: columns.map(({ values, validity }) => ({ values, validity })),
  }));
  const spec = storedSpec(
    stored.columns.map((column) => column.physical),
    chunks,
  );
  return {
    label: [label],
    source: { kind: "stored", spec, morselRows: storedMorselRows(spec), fetched: 0 },
    operators: [],
    columns: stored.columns,
    owners: stored.owners,
    stored,
  };
}

/** Tasks of a pipeline whose results are merged: few, so that merging stays cheap, and enough to share evenly. */
const MERGED_TASKS_MAX = 16;
/** The same where a result is a few numbers: the smaller the tasks, the less threads wait for the last. */
const SMALL_MERGED_TASKS_MAX = 128;

export const mergedSegments = (stream: Stream, small = false): number[] =>
  segmentsOf(stream.source.morselRows, small ? SMALL_MERGED_TASKS_MAX : MERGED_TASKS_MAX);

/** Runs the stream into a sink, whose results are in row order. */
export function* drain(
  query: Query,
  stream: Stream,
  sink: SinkSpec,
  segments = segmentsOf(stream.source.morselRows, Number.POSITIVE_INFINITY),
): Step<readonly unknown[]> {
  const { morselRows } = stream.source;
  const taskRows = segments.slice(1).map((end, index) => rowsIn(morselRows.slice(segments[index], end)));
  const rows = rowsIn(taskRows);
  const { heap, kernels } = query.instance;
  let source = stream.source;
  let fetch: FetchMorsels | undefined;
  if (stream.fetch !== undefined) {
    const words = heap.alloc(morselRows.length * 4, query.arena);
    kernels.zero_bytes(words, morselRows.length * 4);
    source = { ...source, fetched: words };
    fetch = { words, segments, fetch: stream.fetch };
  }
  const operators = rows < query.fusedRowsMin ? stream.operators : stream.operators.map((operator) => fuseOperator(operator, heap));
  const spec: PipelineSpec = { source, operators, columns: stream.columns, sink, segments, arena: query.arena };
  const [first, ...steps] = stream.label;
  const tiers = steps.map((step, index) => (operators[index] === stream.operators[index] ? step : `${step} (fused)`));
  const label = [first, ...tiers, sink.kind].join(" → ");
  const tier = operators.some((operator, index) => operator !== stream.operators[index]) ? "fused" : "kernels";
  const details = { tier, taskRows, ...(fetch === undefined ? {} : { fetch }) } as const;
  return yield* query.run(label, "pipeline", spec, segments.length - 1, rows, details);
}

/** Of the stream's source, before operators leave some out. */
export const sourceRows = ({ source }: Stream): number => rowsIn(source.morselRows);

const rowsIn = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** The part of all rows that the first tasks take, `part` of all tasks: they shrink from 7/4 of the mean to 1/4, so that no thread waits long for the last. */
const rowsPart = (part: number): number => (7 / 4 - (3 / 4) * part) * part;

/** Rows of a task in the mean, at least: each costs its sink, and all after it a chunk or a state more. */
const TASK_ROWS_MIN = 8192;

/** Boundaries of at most `most` runs of morsels, of ever fewer rows. */
function segmentsOf(morselRows: readonly number[], most: number): number[] {
  const total = rowsIn(morselRows);
  const tasksMax = Math.min(most, Math.ceil(total / TASK_ROWS_MIN) || 1);
  if (morselRows.length <= tasksMax) return Array.from({ length: morselRows.length + 1 }, (_, index) => index);
  const segments = [0];
  let rows = 0;
  for (const [index, count] of morselRows.entries()) {
    rows += count;
    if (rows >= total * rowsPart(segments.length / tasksMax) && index + 1 < morselRows.length) segments.push(index + 1);
  }
  segments.push(morselRows.length);
  return segments;
}

/** The stream's rows at rest: in the arena, or where they rest already. */
export function* store(query: Query, stream: Stream): Step<Stored> {
  return stream.stored ?? restingRows(stream) ?? (yield* collect(query, stream));
}

/** The stream's rows in the arena, and nowhere else. */
export function* collect(query: Query, stream: Stream): Step<Stored> {
  return storedOf(yield* drain(query, stream, { kind: "collect" }), stream);
}

/** Of a stream that only picks columns of rows at rest. */
function restingRows({ source, operators, columns, owners }: Stream): Stored | undefined {
  if (source.kind !== "stored" || operators.some(({ kind }) => kind !== "project")) return undefined;
  const places = columns.map((_, index) => sourceColumn(operators, index));
  if (!places.every((place) => place !== undefined)) return undefined;
  const chunks = (source.spec as StoredSpec).chunks.map(({ rowCount, columns: all }) => ({
    rowCount,
    columns: places.map((place) => all[place] as StoredChunk["columns"][number]),
  }));
  return { columns, rowCount: chunks.reduce((sum, { rowCount }) => sum + rowCount, 0), chunks, owners, selfContained: false };
}

/** The source's column that leaves the projections at `index`, where they leave it as it is. */
function sourceColumn(operators: readonly OperatorSpec[], index: number): number | undefined {
  let place = index;
  for (const operator of operators.toReversed()) {
    const output = operator.kind === "project" ? operator.outputs[place] : undefined;
    if (output === undefined || !("pass" in output)) return undefined;
    place = output.pass;
  }
  return place;
}

/** `results`: of a sink that keeps rows. */
export function storedOf(results: readonly unknown[], stream: Stream): Stored {
  const chunks = (results as readonly RestingRows[]).filter((chunk) => chunk.rowCount > 0);
  return {
    columns: stream.columns,
    rowCount: chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0),
    chunks,
    owners: stream.owners,
    selfContained: true,
  };
}

/** Each column in one piece. Bytes of strings stay where they are. */
export function* contiguous(query: Query, stored: Stored): Step<readonly StoredColumn[]> {
  const [only] = stored.chunks;
  if (only !== undefined && stored.chunks.length === 1) {
    return stored.columns.map((type, index) => {
      const { values, validity } = only.columns[index] as StoredChunk["columns"][number];
      return { type, values, validity };
    });
  }
  return (yield* query.run(
    "concat",
    "concat",
    concatSpec(query, stored),
    stored.columns.length,
    stored.rowCount,
  )) as readonly StoredColumn[];
}

/** What makes one piece of each column. */
export function concatSpec(query: Query, { columns, chunks }: Stored): ConcatSpec {
  return {
    types: columns,
    rowCounts: chunks.map((chunk) => chunk.rowCount),
    columns: columns.map((_, index) =>
      chunks.map((chunk) => {
        const { values, validity } = chunk.columns[index] as RestingChunk["columns"][number];
        return { values, validity };
      }),
    ),
    arena: query.arena,
  };
}

/** Columns in one piece as rows at rest. */
export function storedColumns(
  names: readonly NamedType[],
  columns: readonly (StoredColumn & { readonly blocks?: readonly number[] })[],
  rowCount: number,
  owners: readonly Allocation[],
  selfContained: boolean,
): Stored {
  return { columns: names, rowCount, chunks: rowCount === 0 ? [] : [{ rowCount, columns }], owners, selfContained };
}
