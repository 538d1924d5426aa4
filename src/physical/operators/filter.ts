// Keeps the rows for which a predicate is true.

import { Interpreter, type Program, toSelection } from "../../codegen/index.js";
import type { Batch, VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { compactVector } from "../move.js";
import { LazyBatch, type Operator } from "./operator.js";

/**
 * Under this share of selected rows, vectors are compacted when asked for; above it the selection travels along, which
 * spares the copy and leaves loops without branches.
 */
const COMPACT_BELOW = 0.25;

export class Filter implements Operator {
  readonly #interpreter: Interpreter;

  constructor(
    readonly instance: Instance,
    program: Program,
    readonly types: readonly VectorType[],
    readonly next: Operator,
    /** The rows are looked up in a join's table next, which takes single rows from whole vectors. */
    readonly beforeJoin: boolean,
  ) {
    this.#interpreter = new Interpreter(program, instance);
  }

  push(batch: Batch): void {
    const [predicate] = this.#interpreter.run(batch);
    if (predicate === undefined) return;
    const { selection, selectedCount } = toSelection(this.instance, predicate, batch);
    if (selectedCount === 0) return;
    if (selectedCount === batch.rowCount) this.next.push(batch);
    else if (this.beforeJoin) this.next.push(selected(batch, selection, selectedCount));
    else this.next.push(selectRows(this.instance, this.types, batch, selection, selectedCount));
  }
}

const selected = (batch: Batch, selection: number, selectedCount: number): Batch =>
  new LazyBatch(batch.rowCount, selection, selectedCount, (index) => batch.vector(index));

/** The batch with another selection, compacted when few rows are left. */
export function selectRows(
  instance: Instance,
  types: readonly VectorType[],
  batch: Batch,
  selection: number,
  selectedCount: number,
): Batch {
  if (selectedCount >= batch.rowCount * COMPACT_BELOW) return selected(batch, selection, selectedCount);
  return compactBatch(instance, types, batch, selection, selectedCount);
}

export function compactBatch(
  instance: Instance,
  types: readonly VectorType[],
  batch: Batch,
  selection: number,
  selectedCount: number,
): Batch {
  return new LazyBatch(selectedCount, 0, selectedCount, (index) =>
    compactVector(instance, types[index] as VectorType, batch.vector(index), selection, batch.rowCount, selectedCount),
  );
}
