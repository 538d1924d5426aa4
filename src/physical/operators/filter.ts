// Keeps the rows for which a predicate is true.

import { Interpreter, type Program, type Selection, toSelection } from "../../codegen/index.js";
import { BATCH_ROWS, type Batch, type ValueTest, type Vector, type VectorType } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { bitWidths } from "../../types/index.js";
import { compactVector, gatherVector, takeRows } from "../move.js";
import type { ColumnTestSpec, OperatorSpec } from "../pipeline-spec.js";
import { LazyBatch, type Operator, SelectedBatch } from "./operator.js";

type FilterSpec = Extract<OperatorSpec, { kind: "filter" }>;

/**
 * Under this share of selected rows, vectors are compacted when asked for; above it the selection travels along, which
 * spares the copy and leaves loops without branches.
 */
const COMPACT_BELOW = 1 / 4;
/** The same before a join, which takes single rows from whole vectors. */
const COMPACT_BELOW_BEFORE_JOIN = 1 / 8;

/** Under this share, rows are gathered by their numbers, which are the same for all columns, without a branch for each word of the selection. */
const GATHER_BELOW = 3 / 16;

export class Filter implements Operator {
  readonly #predicate: Predicate;
  readonly #tests: readonly ColumnTest[];
  /** Rows of the task have stayed. */
  hasKept = false;

  constructor(
    readonly instance: Instance,
    readonly spec: FilterSpec,
    readonly next: Operator,
    /** The rows are looked up in a join's table next. */
    readonly beforeJoin: boolean,
  ) {
    this.#predicate = new Predicate(instance, spec.program);
    this.#tests = spec.tests?.map((test) => new ColumnTest(instance, test)) ?? [];
  }

  begin(): void {
    this.hasKept = false;
  }

  push(batch: Batch): void {
    const { selection, selectedCount } = this.#tested(batch) ?? this.#predicate.select(batch);
    if (selectedCount === 0) return;
    this.hasKept = true;
    if (selectedCount === batch.rowCount) this.next.push(batch);
    else {
      const compactBelow = this.beforeJoin ? COMPACT_BELOW_BEFORE_JOIN : COMPACT_BELOW;
      this.next.push(selectRows(this.instance, this.spec.input, batch, selection, selectedCount, compactBelow));
    }
  }

  /** Undefined where the source can't do the tests, or there are none. */
  #tested(batch: Batch): Selection | undefined {
    let left: Selection | undefined;
    for (const test of this.#tests) {
      const bits = batch.passing?.(test.column, test);
      if (bits === undefined) return undefined;
      const { rowCount } = batch;
      left = toSelection(this.instance, { values: bits, validity: 0 }, { rowCount, selection: left?.selection ?? batch.selection });
      if (left.selectedCount === 0) break;
    }
    return left;
  }
}

/** A program of one Bool, made ready when it is first needed. */
class Predicate {
  #interpreter: Interpreter | undefined;

  constructor(
    readonly instance: Instance,
    readonly program: Program,
  ) {}

  select(batch: Batch): Selection {
    this.#interpreter ??= new Interpreter(this.program, this.instance);
    const [predicate] = this.#interpreter.run(batch);
    assert(predicate !== undefined, "a predicate without a result");
    return toSelection(this.instance, predicate, batch);
  }
}

class ColumnTest implements ValueTest {
  readonly column: number;
  readonly #predicate: Predicate;

  constructor(
    readonly instance: Instance,
    readonly spec: ColumnTestSpec,
  ) {
    this.column = spec.column;
    this.#predicate = new Predicate(instance, spec.program);
  }

  test(values: number, count: number, out: number): void {
    const bytes = bitWidths[this.spec.physical] / 8;
    for (let start = 0; start < count; start += BATCH_ROWS) {
      const rowCount = Math.min(BATCH_ROWS, count - start);
      const vector = { values: values + start * bytes, validity: 0 };
      const { selection } = this.#predicate.select(new LazyBatch(rowCount, 0, rowCount, () => vector));
      this.instance.kernels.cast_bool_u8(selection, out + start, rowCount);
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
      numbers = heap.scratch(selectedCount * 4 + 64);
      kernels.selected_rows(selection, numbers, batch.rowCount);
    }
    return numbers;
  };
  const make = (index: number): Vector => {
    const taken = batch.take?.(index, selectedRows, selectedCount);
    if (taken !== undefined) return taken;
    const type = types[index] as VectorType;
    const vector = batch.vector(index);
    if (selectedCount < batch.rowCount * GATHER_BELOW) return gatherVector(instance, type, vector, selectedRows(), selectedCount, false);
    return compactVector(instance, type, vector, selection, batch.rowCount, selectedCount);
  };
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
