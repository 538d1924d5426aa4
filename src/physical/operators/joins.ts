// The probe side of joins: the table is built, batches stream past it.

import { Interpreter } from "../../codegen/index.js";
import { BATCH_ROWS, type Batch, bitmapBytes, type Vector, type VectorType } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { type JoinPairs, JoinTable } from "../joining/index.js";
import { gatherVector, takeRows } from "../move.js";
import type { JoinOutput, OperatorSpec, StoredColumn } from "../pipeline-spec.js";
import { compactBatch, selectRows } from "./filter.js";
import { LazyBatch, type Operator } from "./operator.js";

type ProbeSpec = Extract<OperatorSpec, { kind: "probe" }>;

/** Inner, left and full joins. */
export class Probe implements Operator {
  readonly #table: JoinTable;
  readonly #keys: Interpreter;
  constructor(
    readonly instance: Instance,
    readonly spec: ProbeSpec,
    readonly next: Operator,
  ) {
    this.#table = JoinTable.attach(instance, spec.table);
    this.#keys = new Interpreter(spec.keys, instance);
  }

  push(batch: Batch): void {
    const { spec, instance } = this;
    const keys = this.#keys.run(batch);
    let mark = 0;
    for (const pairs of this.#table.probe(keys, batch.rowCount, batch.selection, spec.outer)) {
      if (spec.marks !== 0) this.#table.markMatched(pairs.buildRows, pairs.count, spec.marks);
      if (mark !== 0) instance.kernels.scratch_release(mark);
      else if (!pairs.last) {
        // Vectors that several portions gather from are made before the scratch mark that they go back to.
        makeProbeVectors(batch, spec.outputs);
        mark = instance.kernels.scratch_mark();
      }
      this.next.push(joinedBatch(instance, spec, batch, pairs, spec.outer));
    }
  }
}

/** Semi and anti joins: a filter. */
export class SemiProbe implements Operator {
  readonly #table: JoinTable;
  readonly #keys: Interpreter;

  constructor(
    readonly instance: Instance,
    readonly spec: Extract<OperatorSpec, { kind: "semi" }>,
    readonly next: Operator,
  ) {
    this.#table = JoinTable.attach(instance, spec.table);
    this.#keys = new Interpreter(spec.keys, instance);
  }

  push(batch: Batch): void {
    const { heap, kernels } = this.instance;
    const keys = this.#keys.run(batch);
    let { selection, selectedCount } = this.#table.matches(keys, batch.rowCount, batch.selection);
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
    if (buildRows === 1) {
      this.next.push(this.#besideOneRow(batch));
      return;
    }
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
      this.next.push(
        joinedBatch(instance, spec, dense, { count, probeRows, buildRows: buildIndices, last: done + count === total }, false),
      );
    }
  }

  /** The stream's vectors stay as they are; the one row's values are repeated. */
  #besideOneRow(batch: Batch): Batch {
    const { instance, spec } = this;
    const { heap, kernels } = instance;
    let zeros = 0;
    return new LazyBatch(batch.rowCount, batch.selection, batch.selectedCount, (index) => {
      const output = spec.outputs[index] as JoinOutput;
      if ("probe" in output) return batch.vector(output.probe);
      assert("build" in output, "a cross join looks nothing up");
      if (zeros === 0) {
        zeros = heap.scratch(batch.rowCount * 4);
        kernels.zero_bytes(zeros, batch.rowCount * 4);
      }
      const column = spec.build[output.build] as StoredColumn;
      return gatherVector(instance, column.type, column, zeros, batch.rowCount, false);
    });
  }
}

interface Joined {
  readonly input: readonly VectorType[];
  readonly build: readonly StoredColumn[];
  readonly outputs: readonly JoinOutput[];
}

function joinedBatch(
  instance: Instance,
  { input, build, outputs }: Joined,
  batch: Batch,
  { count, probeRows, buildRows }: JoinPairs,
  outer: boolean,
): Batch {
  return new LazyBatch(count, 0, count, (index): Vector => {
    const output = outputs[index] as JoinOutput;
    if ("probe" in output) return takeRows(instance, input[output.probe] as VectorType, batch, output.probe, probeRows, count);
    if ("found" in output) return { values: buildRows, validity: 0 };
    const column = build[output.build] as StoredColumn;
    return gatherVector(instance, column.type, column, buildRows, count, outer);
  });
}

function makeProbeVectors(batch: Batch, outputs: readonly JoinOutput[]): void {
  for (const output of outputs) if ("probe" in output) batch.vector(output.probe);
}
