// A streaming operator on one thread: takes a batch, hands none, one or several on.

import type { Batch, Vector } from "../../column/index.js";

export interface Operator {
  /** The batch, and what is handed on, live until the next batch is read from the source. */
  push(batch: Batch): void;
}

/** A batch whose vectors are made when first asked for. */
export class LazyBatch implements Batch {
  readonly #made: (Vector | undefined)[] = [];

  constructor(
    readonly rowCount: number,
    readonly selection: number,
    readonly selectedCount: number,
    readonly make: (index: number) => Vector,
  ) {}

  vector(index: number): Vector {
    let vector = this.#made[index];
    if (vector === undefined) {
      vector = this.make(index);
      this.#made[index] = vector;
    }
    return vector;
  }
}
