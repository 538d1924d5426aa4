// Rows at rest that grow at their end, column by column, in the query's arena.

import { type Batch, bitmapBytes, LIST_BYTES, type Vector, type VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { Heap } from "../../memory/index.js";
import { bitWidths } from "../../types/index.js";
import { copyLists } from "../lists.js";
import { compactVector, valuesBytes } from "../move.js";

/** Blocks that long strings' bytes are copied to: few rather than one a batch, as large as the rows to come may need. */
const STRING_BLOCK_BYTES_MAX = 1 << 18;

/** Where more rows come than were expected, buffers grow by so much at least. */
const GROWTH_MIN = 1.25;

/** A column of rows at rest; `blocks` hold the bytes of its long strings, and the elements of its lists. */
interface RestingColumn extends Vector {
  readonly nullCount: number;
  readonly blocks: readonly number[];
}
export interface RestingRows {
  readonly rowCount: number;
  readonly columns: readonly RestingColumn[];
}

export class RowBuffer {
  readonly #columns: ColumnBuffer[];
  #rowCount = 0;
  #capacity = 0;

  constructor(
    readonly instance: Instance,
    types: readonly VectorType[],
    readonly arena: number,
    /** How many rows there may be in the end, when so many are there. */
    readonly expected: (rowCount: number) => number,
    /** The columns of batches that are kept. */
    readonly places: readonly number[] = types.map((_, index) => index),
  ) {
    this.#columns = types.map((type) => new ColumnBuffer(instance, type, arena));
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  append(batch: Batch): void {
    const count = batch.selectedCount;
    this.#reserve(this.#rowCount + count);
    for (const [index, column] of this.#columns.entries()) column.append(batch, batch.vector(this.places[index]!), this.#rowCount);
    this.#rowCount += count;
  }

  #reserve(rows: number): void {
    if (rows <= this.#capacity) return;
    this.#capacity = Math.max(rows, Math.ceil(this.expected(rows)), Math.ceil(this.#capacity * GROWTH_MIN));
    for (const column of this.#columns) column.reserve(this.#rowCount, this.#capacity);
  }

  /** The rows; the buffer starts anew. */
  take(): RestingRows {
    const rows = { rowCount: this.#rowCount, columns: this.#columns.map((column) => column.take(this.#rowCount)) };
    this.#rowCount = 0;
    this.#capacity = 0;
    return rows;
  }
}

/** For rows that nobody has taken further. */
export function freeRows(heap: Heap, { columns }: RestingRows): void {
  for (const { values, validity, blocks } of columns) {
    heap.free(values);
    heap.free(validity);
    for (const block of blocks) heap.free(block);
  }
}

class ColumnBuffer {
  #values = 0;
  #validity = 0;
  #capacity = 0;
  #blocks: number[] = [];
  #blockTop = 0;
  #blockEnd = 0;

  constructor(
    readonly instance: Instance,
    readonly type: VectorType,
    readonly arena: number,
  ) {}

  reserve(used: number, capacity: number): void {
    this.#values = this.#moved(this.#values, valuesBytes(this.type, used), valuesBytes(this.type, capacity));
    if (this.#validity !== 0) this.#validity = this.#moved(this.#validity, bitmapBytes(used), bitmapBytes(capacity));
    this.#capacity = capacity;
  }

  #moved(old: number, usedBytes: number, bytes: number): number {
    const { heap, kernels } = this.instance;
    const fresh = heap.alloc(bytes + 8, this.arena);
    if (old !== 0) {
      kernels.copy_bytes(old, fresh, usedBytes);
      heap.free(old);
    }
    return fresh;
  }

  append(batch: Batch, vector: Vector, at: number): void {
    const count = batch.selectedCount;
    const source = batch.selection === 0 ? vector : compactVector(this.instance, this.type, vector, batch.selection, batch.rowCount, count);
    this.#appendValidity(source.validity, at, count);
    const { kernels } = this.instance;
    const bits = bitWidths[this.type.physical];
    if (bits === 1) kernels.bitmap_copy(source.values, 0, this.#values, at, count);
    else if (this.type.physical === "view" && this.type.stable !== true) this.#appendViews(source, at, count);
    else if (this.type.physical === "list" && this.type.stable !== true) {
      copyLists(this.instance, this.type, source, this.#values + at * LIST_BYTES, count, (bytes) => this.#block(bytes));
    } else kernels.copy_bytes(source.values, this.#values + (at * bits) / 8, (count * bits) / 8);
  }

  #appendValidity(validity: number, at: number, count: number): void {
    const { heap, kernels } = this.instance;
    if (validity === 0 && this.#validity === 0) return;
    if (this.#validity === 0) {
      this.#validity = heap.alloc(bitmapBytes(this.#capacity) + 8, this.arena);
      kernels.bitmap_set(this.#validity, 0, at);
    }
    if (validity === 0) kernels.bitmap_set(this.#validity, at, count);
    else kernels.bitmap_copy(validity, 0, this.#validity, at, count);
  }

  #appendViews(source: Vector, at: number, count: number): void {
    const { kernels } = this.instance;
    const out = this.#values + at * 16;
    const bytes = kernels.views_bytes(source.values, source.validity, count);
    if (this.#blockTop + bytes > this.#blockEnd) {
      const expected = Math.ceil((bytes / count) * (this.#capacity - at));
      const size = Math.max(bytes, Math.min(expected, STRING_BLOCK_BYTES_MAX));
      this.#blockTop = this.#block(size);
      this.#blockEnd = this.#blockTop + size;
    }
    kernels.views_copy(source.values, source.validity, out, this.#blockTop, count);
    this.#blockTop += bytes;
  }

  #block(bytes: number): number {
    const block = this.instance.heap.alloc(bytes, this.arena);
    this.#blocks.push(block);
    return block;
  }

  take(rowCount: number): RestingColumn {
    const { heap, kernels } = this.instance;
    if (this.#values === 0) this.#values = heap.alloc(0, this.arena);
    let nullCount = this.#validity === 0 ? 0 : rowCount - kernels.bitmap_count(this.#validity, rowCount);
    if (nullCount === 0 && this.#validity !== 0) {
      heap.free(this.#validity);
      this.#validity = 0;
      nullCount = 0;
    }
    const taken = { values: this.#values, validity: this.#validity, nullCount, blocks: this.#blocks };
    this.#values = 0;
    this.#validity = 0;
    this.#blocks = [];
    this.#blockTop = 0;
    this.#blockEnd = 0;
    return taken;
  }
}
