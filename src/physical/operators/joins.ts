// The probe side of joins: the table is built, batches stream past it.

import { Interpreter, type Program } from "../../codegen/index.js";
import { bitmapBytes, BATCH_ROWS, type Batch, type Vector, type VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { JoinTable } from "../joining/index.js";
import { gatherVector } from "../move.js";
import type { JoinOutput, OperatorSpec, StoredColumn } from "../pipeline-spec.js";
import { compactBatch, selectRows } from "./filter.js";
import { LazyBatch, type Operator } from "./operator.js";

type ProbeSpec = Extract<OperatorSpec, { kind: "probe" }>;

/** Inner, left and full joins. */
export class Probe implements Operator {
  readonly #table: JoinTable;
  readonly #keys: Interpreter;
  readonly #keyTypes: readonly VectorType[];
  /** Bitmap of the build rows that found a match, for full joins; else 0. */
  readonly marks: number;

  constructor(
    readonly instance: Instance,
    readonly spec: ProbeSpec,
    readonly next: Operator,
    arena: number,
  ) {
    this.#table = JoinTable.attach(instance, spec.table);
    this.#keys = new Interpreter(spec.keys, instance);
    this.#keyTypes = spec.keys.outputs;
    this.marks = 0;
    if (spec.mark) {
      const bytes = bitmapBytes(spec.buildRows);
      this.marks = instance.heap.alloc(bytes, arena);
      instance.kernels.zero_bytes(this.marks, bytes);
    }
  }

  push(batch: Batch): void {
    const { spec, instance } = this;
    const keys = this.#keys.run(batch);
    const pairs = this.#table.probe(this.#keyTypes, keys, batch.rowCount, batch.selection, spec.outer);
    if (this.marks !== 0) this.#table.markMatched(pairs.buildRows, pairs.count, this.marks);
    pushPairs(instance, this.spec.input, batch, spec.build, spec.outputs, pairs.probeRows, pairs.buildRows, pairs.count, spec.outer, this.next);
  }
}

/** Semi and anti joins: a filter. */
export class SemiProbe implements Operator {
  readonly #table: JoinTable;
  readonly #keys: Interpreter;
  readonly #keyTypes: readonly VectorType[];

  constructor(
    readonly instance: Instance,
    readonly spec: Extract<OperatorSpec, { kind: "semi" }>,
    readonly next: Operator,
  ) {
    this.#table = JoinTable.attach(instance, spec.table);
    this.#keys = new Interpreter(spec.keys, instance);
    this.#keyTypes = spec.keys.outputs;
  }

  push(batch: Batch): void {
    const { heap, kernels } = this.instance;
    const keys = this.#keys.run(batch);
    let { selection, selectedCount } = this.#table.matches(this.#keyTypes, keys, batch.rowCount, batch.selection);
    if (this.spec.anti) {
      const inverted = heap.scratch(bitmapBytes(batch.rowCount));
      if (batch.selection === 0) kernels.bitmap_not(selection, inverted, batch.rowCount);
      else kernels.bitmap_andnot(batch.selection, selection, inverted, batch.rowCount);
      kernels.bitmap_clear_tail(inverted, batch.rowCount);
      selection = inverted;
      selectedCount = batch.selectedCount - selectedCount;
    }
    if (selectedCount === 0) return;
    if (selectedCount === batch.rowCount) this.next.push(batch);
    else this.next.push(selectRows(this.instance, this.spec.input, batch, selection, selectedCount));
  }
}

/** Each row of the stream with each row of the build side. */
export class Cross implements Operator {
  constructor(
    readonly instance: Instance,
    readonly spec: Extract<OperatorSpec, { kind: "cross" }>,
    readonly next: Operator,
  ) {}

  push(batch: Batch): void {
    const { instance, spec } = this;
    const types = spec.input;
    const { buildRows } = spec;
    if (buildRows === 0) return;
    const dense = batch.selection === 0 ? batch : compactBatch(instance, types, batch, batch.selection, batch.selectedCount);
    const total = dense.rowCount * buildRows;
    const probeRows = instance.heap.scratch(BATCH_ROWS * 4);
    const buildIndices = instance.heap.scratch(BATCH_ROWS * 4);
    makeProbeVectors(dense, spec.outputs);
    const mark = instance.kernels.scratch_mark();
    for (let done = 0; done < total; done += BATCH_ROWS) {
      instance.kernels.scratch_release(mark);
      const count = Math.min(BATCH_ROWS, total - done);
      const left = instance.heap.u32s(probeRows, count);
      const right = instance.heap.u32s(buildIndices, count);
      let probe = Math.floor(done / buildRows);
      let build = done - probe * buildRows;
      for (let index = 0; index < count; index++) {
        left[index] = probe;
        right[index] = build++;
        if (build === buildRows) {
          build = 0;
          probe++;
        }
      }
      pushPairs(instance, types, dense, spec.build, spec.outputs, probeRows, buildIndices, count, false, this.next);
    }
  }
}

/** Hands on the joined rows, in batches of the usual size. */
function pushPairs(
  instance: Instance,
  types: readonly VectorType[],
  batch: Batch,
  build: readonly StoredColumn[],
  outputs: readonly JoinOutput[],
  probeRows: number,
  buildRows: number,
  count: number,
  outer: boolean,
  next: Operator,
): void {
  if (count > BATCH_ROWS) makeProbeVectors(batch, outputs);
  const mark = instance.kernels.scratch_mark();
  for (let done = 0; done < count; done += BATCH_ROWS) {
    // What the batch before left in scratch is used up.
    if (done > 0) instance.kernels.scratch_release(mark);
    const rows = Math.min(BATCH_ROWS, count - done);
    const left = probeRows + done * 4;
    const right = buildRows + done * 4;
    next.push(
      new LazyBatch(rows, 0, rows, (index): Vector => {
        const output = outputs[index] as JoinOutput;
        if ("probe" in output) return gatherVector(instance, types[output.probe] as VectorType, batch.vector(output.probe), left, rows, false);
        const column = build[output.build] as StoredColumn;
        return gatherVector(instance, column.type, column, right, rows, outer);
      }),
    );
  }
}

/** Vectors of the stream that several output batches gather from must be made before the scratch mark they rewind to. */
function makeProbeVectors(batch: Batch, outputs: readonly JoinOutput[]): void {
  for (const output of outputs) if ("probe" in output) batch.vector(output.probe);
}
