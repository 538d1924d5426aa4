// A row for each element of lists. Empty lists and nulls give one row, with a null.

import { BATCH_ROWS, type Batch, bitmapBytes, type Vector, type VectorType } from "../../column/index.js";
import { ShapeError } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { bitWidths } from "../../types/index.js";
import { elementType } from "../lists.js";
import { gatherVector, valuesBytes } from "../move.js";
import type { OperatorSpec } from "../pipeline-spec.js";
import { compactBatch } from "./filter.js";
import { LazyBatch, type Operator } from "./operator.js";

/** The row and the element that each row of a portion comes from. */
interface Origins {
  readonly count: number;
  readonly rows: number;
  readonly elements: number;
}

export class Explode implements Operator {
  readonly #columns: ReadonlySet<number>;

  constructor(
    readonly instance: Instance,
    readonly spec: Extract<OperatorSpec, { kind: "explode" }>,
    readonly next: Operator,
  ) {
    this.#columns = new Set(spec.columns);
  }

  push(batch: Batch): void {
    const { instance, spec } = this;
    const dense = batch.selection === 0 ? batch : compactBatch(instance, spec.input, batch, batch.selection, batch.selectedCount);
    // Vectors are made before the scratch mark that the portions go back to.
    for (const index of spec.input.keys()) dense.vector(index);
    this.#checkCounts(dense);
    const mark = instance.kernels.scratch_mark();
    for (const origins of this.#portions(dense)) {
      this.next.push(new LazyBatch(origins.count, 0, origins.count, (index) => this.#vector(dense.vector(index), index, origins)));
      instance.kernels.scratch_release(mark);
    }
  }

  *#portions(batch: Batch): Iterable<Origins> {
    const { heap, kernels } = this.instance;
    const { values, validity } = batch.vector(this.spec.columns[0] as number);
    let [row, element] = [0, 0];
    for (;;) {
      const [rows, elements] = [heap.scratch(BATCH_ROWS * 4), heap.scratch(BATCH_ROWS * 4)];
      const count = kernels.explode_rows(values, validity, row, element, BATCH_ROWS, rows, elements, batch.rowCount);
      if (count === 0) return;
      [row, element] = [heap.getU32(rows + count * 4 - 4), heap.getU32(elements + count * 4 - 4) + 1];
      yield { count, rows, elements };
    }
  }

  #vector(vector: Vector, index: number, { count, rows, elements }: Origins): Vector {
    const { heap, kernels } = this.instance;
    const type = this.spec.input[index] as VectorType;
    if (!this.#columns.has(index)) return gatherVector(this.instance, type, vector, rows, count, false);
    const element = elementType(type);
    const values = heap.scratch(valuesBytes(element, count) + 64);
    const validity = heap.scratch(bitmapBytes(count) + 64);
    const gather = kernels[`explode_gather_${bitWidths[element.physical] as 1 | 8 | 16 | 32 | 64 | 128}` as const];
    const nullCount = gather(vector.values, vector.validity, rows, elements, values, validity, count);
    return { values, validity: nullCount === 0 ? 0 : validity };
  }

  /** @throws {ShapeError} unless all columns give a row equally many rows. */
  #checkCounts(batch: Batch): void {
    const { heap, kernels } = this.instance;
    const [first, ...others] = this.spec.columns.map((column) => batch.vector(column));
    for (const [index, other] of others.entries()) {
      if (first === undefined) return;
      const row = kernels.explode_mismatch(first.values, first.validity, other.values, other.validity, batch.rowCount);
      if (row < 0) continue;
      const [one, another] = [first, other].map(({ values, validity }) =>
        validity !== 0 && !heap.getBit(validity, row) ? "null" : `${heap.getU32(values + row * 16)} elements`,
      );
      const [name, otherName] = [this.spec.names[0], this.spec.names[index + 1]].map((text) => JSON.stringify(text));
      throw new ShapeError(`explode: lists of one row must be equally long, but in a row ${name} has ${one}, ${otherName} has ${another}`);
    }
  }
}
