// Sort, top-k and unique: they need all rows before the first comes out.

import { BATCH_ROWS } from "../../column/index.js";
import type { NamedType, SortColumnSpec, StoredColumn } from "../../physical/pipeline-spec.js";
import { sortColumns } from "../../physical/sinks/sinks.js";
import { type SortColumn, SortJob, TopFilter } from "../../physical/sorting/index.js";
import { SORT_PHASES } from "../../physical/tasks/sort.js";
import type { Plan } from "../../plan/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { type Output, projectStream } from "./project.js";
import { contiguous, drain, mergedSegments, type Stored, type Stream, store, storedColumns, storedOf, streamOf } from "./stream.js";

export function* sortStream(query: Query, plan: Extract<Plan, { kind: "Sort" }>, stream: Stream): Step<Stream> {
  const whole = stream.columns.map(({ name }): Output => ({ name, expr: { kind: "Column", name } }));
  const extra: Output[] = [];
  const keys = plan.keys.map(({ expr, descending, nullsLast }): SortColumnSpec => {
    const at = expr.kind === "Column" ? stream.columns.findIndex((column) => column.name === expr.name) : -1;
    const column = at >= 0 ? at : whole.length + extra.push({ name: `sort key ${extra.length}`, expr }) - 1;
    return { column, descending, nullsLast };
  });
  const keyed = extra.length === 0 ? stream : projectStream(query, stream, [...whole, ...extra]);
  const stored = plan.limit === undefined ? yield* store(query, keyed) : yield* topRows(query, keyed, keys, plan.limit);
  const columns = yield* contiguous(query, stored);
  const count = Math.min(plan.limit ?? stored.rowCount, stored.rowCount);
  const order = yield* sortedOrder(query, sortColumns(keyed.columns, columns, keys), stored.rowCount, count);
  return yield* gathered(query, columns.slice(0, whole.length), stream.columns, order, count, stream, "sorted");
}

/** Rows of one part of a sort, about. */
const SORT_PART_ROWS = 1 << 17;
const SORT_PARTS_MAX = 16;

/** Address of the row numbers in order, of which the first `count` are good. */
function* sortedOrder(query: Query, columns: readonly SortColumn[], rowCount: number, count: number): Step<number> {
  const parts = Math.max(1, Math.min(SORT_PARTS_MAX, Math.floor(rowCount / SORT_PART_ROWS)));
  const job = SortJob.plan(query.instance, columns, rowCount, parts, query.arena, count);
  try {
    const spec = { job: job.state(), phases: SORT_PHASES };
    if (rowCount <= BATCH_ROWS) yield* query.run("sort", "sort", spec, parts, rowCount);
    else for (const phase of SORT_PHASES) yield* query.run(`sort: ${phase}`, "sort", { ...spec, phases: [phase] }, parts, rowCount);
    return job.rows;
  } finally {
    job.release();
  }
}

/** A superset of the first `limit` rows. */
function* topRows(query: Query, stream: Stream, keys: readonly SortColumnSpec[], limit: number): Step<Stored> {
  if (limit === 0) return { columns: stream.columns, rowCount: 0, chunks: [], owners: stream.owners, selfContained: true };
  const sortKeys = keys.map(({ column, ...key }) => ({ ...key, type: stream.columns[column] as NamedType }));
  const filter = TopFilter.plan(query.instance, sortKeys, limit, query.arena);
  const results = yield* drain(query, stream, { kind: "topK", keys, limit, filter }, mergedSegments(stream));
  return storedOf(results, stream);
}

export function* uniqueStream(query: Query, plan: Extract<Plan, { kind: "Unique" }>, stream: Stream): Step<Stream> {
  const stored = yield* store(query, stream);
  const columns = yield* contiguous(query, stored);
  const subset = plan.subset ?? stream.columns.map((column) => column.name);
  const keys = subset.map((name) => columns[stream.columns.findIndex((column) => column.name === name)] as StoredColumn);
  const spec = { keys, rowCount: stored.rowCount, keep: plan.keep, arena: query.arena };
  const [kept] = (yield* query.run("unique", "distinct", spec, 1, stored.rowCount)) as readonly { count: number; indices: number }[];
  const { count, indices } = kept as { count: number; indices: number };
  return yield* gathered(query, columns, stream.columns, indices, count, stream, "unique");
}

/** Rows picked by number. */
export function* gathered(
  query: Query,
  columns: readonly StoredColumn[],
  names: readonly NamedType[],
  order: number,
  count: number,
  stream: Stream,
  label: string,
): Step<Stream> {
  const spec = { columns, order, count, arena: query.arena };
  const picked = (yield* query.run("gather", "gather", spec, columns.length, count)) as readonly StoredColumn[];
  return streamOf(storedColumns(names, picked, count, stream.owners, true), label);
}
