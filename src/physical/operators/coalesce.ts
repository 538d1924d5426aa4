// Puts small batches together: what follows takes its time by the batch as well as by the row, and filters and joins may leave
// a few dozen rows of each.

import { BATCH_ROWS, type Batch, type VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { PipelineSpec } from "../pipeline-spec.js";
import { freeRows, RowBuffer } from "../sinks/row-buffer.js";
import { LazyBatch, type Operator } from "./operator.js";

/** Larger batches go on as they are. */
const SMALL_ROWS_MAX = 2048;
/** So many rows are handed on, but for the last of a task. */
const COALESCED_ROWS = 4096;

export class Coalesce implements Operator {
  readonly #rows: RowBuffer;

  /** `needed`: the columns that are asked for afterwards, of those with these types. */
  constructor(
    readonly instance: Instance,
    types: readonly VectorType[],
    readonly needed: readonly number[],
    arena: number,
    readonly next: Operator,
  ) {
    const kept = needed.map((column) => types[column] as VectorType);
    this.#rows = new RowBuffer(instance, kept, arena, () => COALESCED_ROWS + SMALL_ROWS_MAX, needed);
  }

  push(batch: Batch): void {
    if (batch.selectedCount > SMALL_ROWS_MAX) {
      this.end();
      this.next.push(batch);
      return;
    }
    this.#rows.append(batch);
    if (this.#rows.rowCount >= COALESCED_ROWS) this.end();
  }

  end(): void {
    if (this.#rows.rowCount === 0) return;
    const rows = this.#rows.take();
    const { rowCount, columns } = rows;
    this.next.push(new LazyBatch(rowCount, 0, rowCount, (index) => columns[this.needed.indexOf(index)]!));
    freeRows(this.instance.heap, rows);
  }
}

/** Shorter tasks have few batches. */
const TASK_ROWS_MIN = 2 * BATCH_ROWS;

/** Where in a pipeline batches are worth putting together. */
export interface CoalescePlace {
  /** Before this operator, or the sink. */
  readonly before: number;
  readonly types: readonly VectorType[];
  readonly needed: readonly number[];
}

/**
 * Behind the last operator that drops rows, if they are aggregated then: everything that is needed of them is needed of all of them, so that nothing is
 * decoded or gathered for it that would not be otherwise.
 */
export function coalescePlace({ operators, sink, columns, source, segments }: PipelineSpec): CoalescePlace | undefined {
  const taskRows = source.morselRows.reduce((sum, rows) => sum + rows, 0) / (segments.length - 1);
  if (sink.kind !== "aggregate" || taskRows < TASK_ROWS_MIN) return undefined;
  const last = operators.findLastIndex(({ kind }) => kind !== "project");
  const kind = operators[last]?.kind;
  if (kind !== "filter" && kind !== "probe" && kind !== "semi") return undefined;
  let needed = [...new Set([...sink.keys, ...sink.inputs])];
  for (const operator of operators.slice(last + 1).toReversed()) {
    if (operator.kind !== "project") continue;
    const outputs = needed.map((index) => operator.outputs[index]!);
    const passed = outputs.flatMap((output) => ("pass" in output ? [output.pass] : []));
    const read = passed.length < outputs.length ? operator.program.inputs.map(({ column }) => column) : [];
    needed = [...new Set([...passed, ...read])];
  }
  const before = last + 1;
  const types = operators[before]?.input ?? columns;
  const isMoved = ({ physical, stable }: VectorType) => (physical === "view" || physical === "list") && stable !== true;
  // Bytes of strings would be copied.
  return needed.some((column) => isMoved(types[column]!)) ? undefined : { before, types, needed };
}
