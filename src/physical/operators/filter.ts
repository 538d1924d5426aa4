// Keeps the rows for which a predicate is true.

import { Interpreter, type Program, toSelection } from "../../codegen/index.js";
import type { Batch, Vector, VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { compactVector, takeRows } from "../move.js";
import { LazyBatch, type Operator, SelectedBatch } from "./operator.js";

/**
 * Under this share of selected rows, vectors are compacted when asked for; above it the selection travels along, which
 * spares the copy and leaves loops without branches.
 */
const COMPACT_BELOW = 1 / 4;
/** The same before a join, which takes single rows from whole vectors. */
const COMPACT_BELOW_BEFORE_JOIN = 1 / 8;

export class Filter implements Operator {
  readonly #interpreter: Interpreter;
  /** Rows of the task have stayed. */
  hasKept = false;

  constructor(
    readonly instance: Instance,
    program: Program,
    readonly types: readonly VectorType[],
    readonly next: Operator,
    /** The rows are looked up in a join's table next. */
    readonly beforeJoin: boolean,
  ) {
    this.#interpreter = new Interpreter(program, instance);
  }

  begin(): void {
    this.hasKept = false;
  }

  push(batch: Batch): void {
    const [predicate] = this.#interpreter.run(batch);
    if (predicate === undefined) return;
    const { selection, selectedCount } = toSelection(this.instance, predicate, batch);
    if (selectedCount === 0) return;
    this.hasKept = true;
    if (selectedCount === batch.rowCount) this.next.push(batch);
    else {
      const compactBelow = this.beforeJoin ? COMPACT_BELOW_BEFORE_JOIN : COMPACT_BELOW;
      this.next.push(selectRows(this.instance, this.types, batch, selection, selectedCount, compactBelow));
    }
  }
}

/** The batch with another selection, compacted when few rows are left. */
export function selectRows(
  instance: Instance,
  types: readonly VectorType[],
  batch: Batch,
  selection: number,
  selectedCount: number,
  compactBelow = COMPACT_BELOW,
): Batch {
  if (selectedCount >= batch.rowCount * compactBelow) return new SelectedBatch(batch, selection, selectedCount);
  return compactBatch(instance, types, batch, selection, selectedCount);
}

export function compactBatch(
  instance: Instance,
  types: readonly VectorType[],
  batch: Batch,
  selection: number,
  selectedCount: number,
): Batch {
  const { heap, kernels } = instance;
  let numbers = 0;
  const selectedRows = (): number => {
    if (numbers === 0) {
      numbers = heap.scratch(selectedCount * 4);
      kernels.selected_rows(selection, numbers, batch.rowCount);
    }
    return numbers;
  };
  const make = (index: number): Vector =>
    batch.take?.(index, selectedRows, selectedCount) ??
    compactVector(instance, types[index] as VectorType, batch.vector(index), selection, batch.rowCount, selectedCount);
  return denseBatch(instance, types, batch, selectedRows, selectedCount, make);
}

/** The rows of the batch whose numbers, ascending, are at `rows`. */
export function listedBatch(instance: Instance, types: readonly VectorType[], batch: Batch, rows: number, count: number): Batch {
  const make = (index: number): Vector => takeRows(instance, types[index] as VectorType, batch, index, rows, count);
  return denseBatch(instance, types, batch, () => rows, count, make);
}

/** `rows`: which rows of `batch` these are. */
function denseBatch(
  instance: Instance,
  types: readonly VectorType[],
  batch: Batch,
  rows: () => number,
  rowCount: number,
  make: (index: number) => Vector,
): Batch {
  const { heap, kernels } = instance;
  const takeSome: Batch["take"] = (index, some, count) => {
    const taken = heap.scratch(count * 4);
    kernels.gather_32(rows(), some(), taken, count);
    return takeRows(instance, types[index] as VectorType, batch, index, taken, count);
  };
  return new LazyBatch(rowCount, 0, rowCount, make, takeSome);
}
