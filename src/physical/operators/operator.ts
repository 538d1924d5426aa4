// A streaming operator on one thread: takes a batch, hands none, one or several on.

import type { Batch, Vector } from "../../column/index.js";

export interface Operator {
  /** Before the first batch of a task. What an operator learns of the batches before is of its task's, so that results don't depend on the threads. */
  begin?(): void;
  /** The batch, and what is handed on, live until the next batch is read from the source. */
  push(batch: Batch): void;
  /** After the last batch of a task: hands on what was kept back. */
  end?(): void;
}

/** A batch whose vectors are made when first asked for; `takeSome` as `take`, for those that are not. */
export class LazyBatch implements Batch {
  readonly #made: (Vector | undefined)[] = [];

  constructor(
    readonly rowCount: number,
    readonly selection: number,
    readonly selectedCount: number,
    readonly make: (index: number) => Vector,
    readonly takeSome?: Batch["take"],
  ) {}

  vector(index: number): Vector {
    let vector = this.#made[index];
    if (vector === undefined) {
      vector = this.make(index);
      this.#made[index] = vector;
    }
    return vector;
  }

  take(index: number, rows: () => number, count: number): Vector | undefined {
    return this.#made[index] === undefined ? this.takeSome?.(index, rows, count) : undefined;
  }
}

/** A batch of which other rows are selected. */
export class SelectedBatch implements Batch {
  constructor(
    readonly batch: Batch,
    readonly selection: number,
    readonly selectedCount: number,
  ) {}

  get rowCount(): number {
    return this.batch.rowCount;
  }

  vector(index: number): Vector {
    return this.batch.vector(index);
  }

  take(index: number, rows: () => number, count: number): Vector | undefined {
    return this.batch.take?.(index, rows, count);
  }
}
