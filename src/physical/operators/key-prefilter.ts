// Ahead of a filter that a join follows: drops rows whose key the join would not find, where that leaves few, so that the filter's
// columns are decoded for these alone.

import type { Batch, VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { JoinTable, type JoinTableState } from "../joining/index.js";
import { type Filter, listedBatch } from "./filter.js";
import type { Operator } from "./operator.js";

/** Where more rows stay, the filter goes over all of them. */
const KEPT_SHARE_MAX = 1 / 4;

export class KeyPrefilter implements Operator {
  readonly #table: JoinTable;
  #isFutile = false;

  /** `keys`: columns of the stream, whose types are `types`. */
  constructor(
    readonly instance: Instance,
    readonly types: readonly VectorType[],
    table: JoinTableState,
    readonly keys: readonly number[],
    readonly next: Filter,
  ) {
    this.#table = JoinTable.attach(instance, table);
  }

  begin(): void {
    this.#isFutile = false;
    this.next.begin();
  }

  push(batch: Batch): void {
    // Until the filter leaves some, the pages of keys are not even read.
    if (this.#isFutile || !this.next.hasKept) {
      this.next.push(batch);
      return;
    }
    const keys = this.keys.map((key) => batch.vector(key));
    const { list, count } = this.#table.possible(keys, batch.rowCount, batch.selection);
    if (count === 0) return;
    this.#isFutile = count > batch.rowCount * KEPT_SHARE_MAX;
    this.next.push(this.#isFutile ? batch : listedBatch(this.instance, this.types, batch, list, count));
  }
}
