// The ends of pipelines. A sink takes the batches of one task, in order, and gives a plain-data result.

import type { Batch, VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { GroupingSegment, type GroupingSpec } from "../grouping/index.js";
import { JoinTable } from "../joining/index.js";
import { type Operator, SelectedBatch } from "../operators/operator.js";
import type { PipelineSpec, SinkSpec, SortColumnSpec } from "../pipeline-spec.js";
import { argSort, TopFilter } from "../sorting/index.js";
import { gatherRows } from "../tasks/gather.js";
import { freeRows, RowBuffer } from "./row-buffer.js";

export interface Sink extends Operator {
  /** True when more batches would not change the result. */
  readonly full: boolean;
  /** Called once, after the task's last batch. JSON. */
  finish(): unknown;
}

/** Of the source's rows in a task. */
export interface Progress {
  readonly rows: number;
  readonly read: number;
}

export function createSink(instance: Instance, spec: PipelineSpec, progress: Progress): Sink {
  const { sink } = spec;
  switch (sink.kind) {
    case "collect":
      return new Collect(instance, spec, sink.limit ?? Number.POSITIVE_INFINITY, progress);
    case "mark":
      return new Mark(instance, spec, sink);
    case "topK":
      return new TopK(instance, spec, sink);
    case "aggregate":
      return new Aggregate(instance, spec, sink);
  }
}

/** Result: RestingRows. */
class Collect implements Sink {
  readonly #rows: RowBuffer;

  constructor(
    instance: Instance,
    spec: PipelineSpec,
    readonly limit: number,
    progress: Progress,
  ) {
    this.#rows = new RowBuffer(instance, spec.columns, spec.arena, (rowCount) => expectedRows(rowCount, progress));
  }

  get full(): boolean {
    return this.#rows.rowCount >= this.limit;
  }

  push(batch: Batch): void {
    if (!this.full) this.#rows.append(batch);
  }

  finish(): unknown {
    return this.#rows.take();
  }
}

/** Room for some more than what came of the rows read so far promises: what does not fit is copied. */
const EXPECTED_MARGIN = 1 / 8;

/** Not more than all rows, unless joins repeat them. */
function expectedRows(rowCount: number, { rows, read }: Progress): number {
  const expected = (rowCount * rows) / read;
  return Math.min(expected * (1 + EXPECTED_MARGIN), Math.max(expected, rows));
}

/** No result: the marks are it. */
class Mark implements Sink {
  readonly full = false;
  readonly #table: JoinTable;
  readonly #columns: readonly number[];

  constructor(
    instance: Instance,
    { columns }: PipelineSpec,
    readonly sink: Extract<SinkSpec, { kind: "mark" }>,
  ) {
    this.#table = JoinTable.attach(instance, sink.table);
    this.#columns = columns.map((_, index) => index);
  }

  push(batch: Batch): void {
    const keys = this.#columns.map((column) => batch.vector(column));
    this.#table.markBuckets(keys, batch.rowCount, batch.selection, this.sink.marks);
  }

  finish(): unknown {
    return null;
  }
}

/** Rows that a top-k keeps before it throws away those that cannot be among the first. */
const TOP_K_BUFFER_ROWS_MIN = 65536;

/** Result: RestingRows, of which the first `limit` rows in key order are a part. */
class TopK implements Sink {
  readonly full = false;
  readonly #rows: RowBuffer;
  readonly #bufferRows: number;
  readonly #filter: TopFilter;

  constructor(
    readonly instance: Instance,
    readonly spec: PipelineSpec,
    readonly sink: Extract<SinkSpec, { kind: "topK" }>,
  ) {
    this.#bufferRows = Math.max(TOP_K_BUFFER_ROWS_MIN, 4 * sink.limit);
    this.#rows = new RowBuffer(instance, spec.columns, spec.arena, () => this.#bufferRows);
    this.#filter = new TopFilter(instance, sink.filter, spec.arena);
  }

  push(batch: Batch): void {
    const keys = this.sink.keys.map(({ column }) => batch.vector(column));
    const { selection, selectedCount } = this.#filter.candidates(keys, batch.rowCount, batch.selection);
    if (selectedCount === 0) return;
    this.#rows.append(new SelectedBatch(batch, selection, selectedCount));
    if (this.#rows.rowCount >= this.#bufferRows) this.#prune();
  }

  #prune(): void {
    const { instance, spec, sink } = this;
    const rows = this.#rows.take();
    const count = Math.min(sink.limit, rows.rowCount);
    const order = argSort(instance, sortColumns(spec.columns, rows.columns, sink.keys), rows.rowCount, spec.arena, count);
    // Stable within the segment: the kept rows are put back in row order, so ties stay with the earlier row.
    instance.heap.u32s(order, count).sort();
    const kept = gatherRows(instance, spec.columns, rows.columns, order, count);
    this.#rows.append(kept);
    freeRows(instance.heap, rows);
    instance.heap.free(order);
  }

  finish(): unknown {
    return this.#rows.take();
  }
}

export function sortColumns(
  types: readonly VectorType[],
  columns: readonly { values: number; validity: number }[],
  keys: readonly SortColumnSpec[],
) {
  return keys.map(({ column, descending, nullsLast }) => ({
    type: types[column] as VectorType,
    vector: columns[column] as { values: number; validity: number },
    descending,
    nullsLast,
  }));
}

/** Result: GroupingState[], in row order. */
class Aggregate implements Sink {
  readonly full = false;
  readonly #grouping: GroupingSegment;

  constructor(
    instance: Instance,
    spec: PipelineSpec,
    readonly sink: Extract<SinkSpec, { kind: "aggregate" }>,
  ) {
    this.#grouping = new GroupingSegment(instance, groupingSpec(spec.columns, sink), spec.arena);
  }

  push(batch: Batch): void {
    const vector = (index: number) => batch.vector(index);
    this.#grouping.update(batch.rowCount, this.sink.keys.map(vector), this.sink.inputs.map(vector), batch.selection);
  }

  finish(): unknown {
    return this.#grouping.states();
  }
}

export function groupingSpec(columns: readonly VectorType[], sink: Extract<SinkSpec, { kind: "aggregate" }>): GroupingSpec {
  const type = (index: number) => columns[index] as VectorType;
  const { aggregates, numbered } = sink;
  return { keys: sink.keys.map(type), inputs: sink.inputs.map(type), aggregates, ...(numbered === undefined ? {} : { numbered }) };
}
