// A column whose rows were brought into memory, a row group at a time, as they are at rest.

import type { Vector } from "../../../column/index.js";
import { assert } from "../../../errors/index.js";
import type { Heap } from "../../../memory/index.js";
import { bitWidths } from "../../../types/index.js";
import type { ColumnSpec, RowGroupSpec } from "../spec.js";

/** Where the values and validity of a row group's rows are: two addresses. The address of both words. */
export function storeBrought(heap: Heap, { values, validity }: Vector, arena: number): number {
  const record = heap.alloc(8, arena);
  heap.setU32(record, values);
  heap.setU32(record + 4, validity);
  return record;
}

export class BroughtColumnReader {
  readonly #heap: Heap;
  readonly #bitWidth: number;
  #values = 0;
  #validity = 0;

  constructor(heap: Heap, { physical }: ColumnSpec) {
    this.#heap = heap;
    this.#bitWidth = bitWidths[physical];
  }

  /** `record`: what `storeBrought` gave. */
  enter(_index: number, _rowGroup: RowGroupSpec, _column: number, record: number): void {
    assert(record !== 0, "a row group was not brought");
    this.#values = this.#heap.getU32(record);
    this.#validity = this.#heap.getU32(record + 4);
  }

  prepare(): boolean {
    return false;
  }

  /** `firstRow` is a multiple of 64. */
  rows(firstRow: number): Vector {
    return {
      values: this.#values + (firstRow * this.#bitWidth) / 8,
      validity: this.#validity === 0 ? 0 : this.#validity + firstRow / 8,
    };
  }

  take(): undefined {}

  close(): void {}
}
