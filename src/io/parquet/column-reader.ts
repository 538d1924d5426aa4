// One column of a scan on one thread: brings the chunk of a row group into memory when its first row is wanted, and moves
// a cursor over it.

import { BATCH_ROWS, type Vector } from "../../column/index.js";
import { IoError, MemoryLimitError } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import type { PlatformFile } from "../../platform.js";
import { bitWidths } from "../../types/index.js";
import { readFully } from "../store/index.js";
import { decodeError } from "./decode-error.js";
import { type ChunkSpec, type ColumnSpec, outputs, type ParquetSpec } from "./spec.js";

/** Decoders read and write whole vectors. */
export const PADDING_BYTES = 64;
const BITMAP_BYTES = BATCH_ROWS / 8 + PADDING_BYTES;

export class ColumnReader {
  readonly #instance: Instance;
  readonly #spec: ParquetSpec;
  readonly #column: ColumnSpec;
  readonly #arena: number;
  readonly #openFile: () => PlatformFile;
  readonly #cursor: number;
  readonly #values: number;
  readonly #validity: number;

  #rowGroup = -1;
  #rowGroupRows = 0;
  #chunk: ChunkSpec | undefined;
  /** Of the chunk's bytes; 0 until they are needed. */
  #address = 0;
  /** The next row of the cursor; -1 before the cursor is open. */
  #row = -1;
  /** Memory for the chunks that this thread reads by itself. */
  #buffer = 0;
  #bufferBytes = 0;

  constructor(instance: Instance, spec: ParquetSpec, column: ColumnSpec, arena: number, openFile: () => PlatformFile) {
    const { heap, kernels } = instance;
    this.#instance = instance;
    this.#spec = spec;
    this.#column = column;
    this.#arena = arena;
    this.#openFile = openFile;
    this.#cursor = kernels.parquet_cursor_new(arena, outputs[column.output as keyof typeof outputs]) >>> 0;
    if (this.#cursor === 0) throw new MemoryLimitError(`out of memory while opening ${spec.label}`);
    this.#values = heap.alloc((BATCH_ROWS * bitWidths[column.physical]) / 8 + PADDING_BYTES, arena);
    this.#validity = heap.alloc(BITMAP_BYTES, arena);
  }

  /** The rows to come are of this row group. `address`: of the chunk when it is in memory already, or 0. */
  enter(rowGroup: number, rows: number, chunk: ChunkSpec, address: number): void {
    // The next slice of the same row group goes on where the last one ended.
    if (rowGroup === this.#rowGroup) return;
    this.#rowGroup = rowGroup;
    this.#rowGroupRows = rows;
    this.#chunk = chunk;
    this.#address = address;
    this.#row = -1;
  }

  /** Decodes rows of the row group. */
  rows(firstRow: number, rowCount: number): Vector {
    const { kernels } = this.#instance;
    if (this.#row === -1 || this.#row > firstRow) this.#open();
    if (this.#row < firstRow) this.#check(kernels.parquet_cursor_skip(this.#cursor, firstRow - this.#row));
    const status = this.#check(kernels.parquet_cursor_next(this.#cursor, rowCount, this.#values, this.#validity));
    this.#row = firstRow + rowCount;
    if (status === 1 && !this.#column.nullable) {
      const { label } = this.#spec;
      throw new IoError(`${label} is damaged: column ${JSON.stringify(this.#column.name)} has nulls, but its statistics count none`, label);
    }
    return { values: this.#values, validity: status === 0 ? 0 : this.#validity };
  }

  close(): void {
    const { heap, kernels } = this.#instance;
    kernels.parquet_cursor_free(this.#cursor);
    for (const address of [this.#values, this.#validity, this.#buffer]) heap.free(address);
  }

  #open(): void {
    const chunk = this.#chunk!;
    if (this.#address === 0) this.#address = this.#readChunk(chunk);
    this.#instance.kernels.parquet_cursor_open(
      this.#cursor,
      this.#address,
      chunk.length,
      this.#rowGroupRows,
      chunk.codec,
      this.#column.optional,
      chunk.pageBytesMax,
      chunk.codes,
      chunk.codesCount,
    );
    this.#row = 0;
  }

  #readChunk({ offset, length }: ChunkSpec): number {
    const { heap } = this.#instance;
    if (length > this.#bufferBytes) {
      heap.free(this.#buffer);
      this.#bufferBytes = 0;
      this.#buffer = heap.alloc(length + PADDING_BYTES, this.#arena);
      this.#bufferBytes = length;
    }
    readFully(this.#openFile(), this.#spec.label, offset, heap.bytes(this.#buffer, length));
    return this.#buffer;
  }

  #check(status: number): number {
    if (status >= 0) return status;
    // The cursor is lost in the middle of a page.
    this.#row = -1;
    const pageOffset = this.#chunk!.offset + (this.#instance.kernels.parquet_cursor_page(this.#cursor) >>> 0);
    throw decodeError(status, this.#spec.label, this.#column.name, pageOffset);
  }
}

/** A column of dtype Null: nothing is read. */
export class EmptyColumnReader {
  readonly #instance: Instance;
  readonly #bits: number;

  constructor(instance: Instance, arena: number) {
    this.#instance = instance;
    this.#bits = instance.heap.alloc(BITMAP_BYTES, arena);
    instance.heap.bytes(this.#bits, BITMAP_BYTES).fill(0);
  }

  enter(): void {}

  rows(): Vector {
    return { values: this.#bits, validity: this.#bits };
  }

  close(): void {
    this.#instance.heap.free(this.#bits);
  }
}
