// One column of a scan on one thread: brings the chunk of a row group into memory when its first row is wanted, and moves
// a cursor over it.

import { BATCH_ROWS, bitmapBytes, type ValueTest, type Vector } from "../../column/index.js";
import { IoError, MemoryLimitError } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import type { PlatformFile } from "../../platform.js";
import { bitWidths } from "../../types/index.js";
import { readFully } from "../store/index.js";
import { decodeError } from "./decode-error.js";
import { SharedChunk } from "./sliced-row-group.js";
import { type ChunkSpec, type ColumnSpec, chunkAt, outputs, type ParquetSpec, type RowGroupSpec } from "./spec.js";

/** Decoders read and write whole vectors. */
export const PADDING_BYTES = 64;
const BITMAP_BYTES = BATCH_ROWS / 8 + PADDING_BYTES;
/** Of a row group, for each of a dictionary's values: testing these pays off when they repeat. */
const ROWS_PER_VALUE_MIN = 2;

/** What a test said of the values of a dictionary. */
interface TestedDictionary {
  /** The cursor's number of it. */
  dictionary: number;
  /** Address of a byte for each value, and room for how many. */
  readonly passes: number;
  readonly room: number;
}

export class ColumnReader {
  readonly #instance: Instance;
  readonly #spec: ParquetSpec;
  readonly #column: ColumnSpec;
  readonly #arena: number;
  readonly #openFile: () => PlatformFile;
  readonly #help: (firstRow: number) => boolean;
  readonly #cursor: number;
  readonly #values: number;
  readonly #validity: number;

  #rowGroup = -1;
  #rowGroupRows = 0;
  #chunk: ChunkSpec | undefined;
  /** The chunk, where other threads read slices of the row group. */
  #shared: SharedChunk | undefined;
  /** Address of the chunk when it is in memory already, or 0. */
  #brought = 0;
  /** The next row of the cursor; -1 before the cursor is open. */
  #row = -1;
  readonly #tested = new Map<ValueTest, TestedDictionary>();
  /** Memory for the chunks that this thread reads by itself. */
  #buffer = 0;
  #bufferBytes = 0;

  /** `help`: makes another column of the slice that begins at `firstRow` ready for all threads; false where there is none left. */
  constructor(
    instance: Instance,
    spec: ParquetSpec,
    column: ColumnSpec,
    arena: number,
    openFile: () => PlatformFile,
    help: (firstRow: number) => boolean,
  ) {
    const { heap, kernels } = instance;
    this.#instance = instance;
    this.#spec = spec;
    this.#column = column;
    this.#arena = arena;
    this.#openFile = openFile;
    this.#help = help;
    this.#cursor = kernels.parquet_cursor_new(arena, outputs[column.output as keyof typeof outputs]) >>> 0;
    if (this.#cursor === 0) throw new MemoryLimitError(`out of memory while opening ${spec.label}`);
    this.#values = heap.alloc((BATCH_ROWS * bitWidths[column.physical]) / 8 + PADDING_BYTES, arena);
    this.#validity = heap.alloc(BITMAP_BYTES, arena);
  }

  /** The rows to come are of this row group, in which this is column `column`. `brought`: address of its chunk when it is in memory already, or 0. */
  enter(index: number, rowGroup: RowGroupSpec, column: number, brought: number): void {
    // The next slice of the same row group goes on where the last one ended.
    if (index === this.#rowGroup) return;
    const { rows, sliced } = rowGroup;
    this.#rowGroup = index;
    this.#rowGroupRows = rows;
    this.#chunk = chunkAt(rowGroup, column);
    this.#shared = sliced && new SharedChunk(this.#instance.heap, sliced, rows, column);
    this.#brought = brought;
    this.#row = -1;
  }

  /** Makes what other slices need ready for them, unless that is done or another thread is at it. */
  prepare(firstRow: number): boolean {
    if (this.#shared?.claim() !== true) return false;
    this.#makeShared(this.#shared, firstRow);
    return true;
  }

  /** Decodes rows of the row group. */
  rows(firstRow: number, rowCount: number): Vector {
    this.#goTo(firstRow);
    const { kernels } = this.#instance;
    const status = this.#check(kernels.parquet_cursor_next(this.#cursor, rowCount, this.#values, this.#validity));
    this.#row = firstRow + rowCount;
    if (status === 1 && !this.#column.nullable) {
      const { label } = this.#spec;
      throw new IoError(`${label} is damaged: column ${JSON.stringify(this.#column.name)} has nulls, but its statistics count none`, label);
    }
    return { values: kernels.parquet_cursor_values(this.#cursor) >>> 0, validity: status === 0 ? 0 : this.#validity };
  }

  /** Of those rows the ones whose numbers, ascending, are at `list`, in scratch; undefined where they can't be decoded by themselves. */
  take(firstRow: number, rowCount: number, list: number, count: number): Vector | undefined {
    this.#goTo(firstRow);
    const { heap, kernels } = this.#instance;
    const values = heap.scratch((count * bitWidths[this.#column.physical]) / 8 + PADDING_BYTES);
    const status = this.#check(kernels.parquet_cursor_take(this.#cursor, rowCount, list, values, count));
    return status === 0 ? { values, validity: 0 } : undefined;
  }

  /** As of batches. The rows stay to be decoded. */
  passing(firstRow: number, rowCount: number, test: ValueTest): number | undefined {
    this.#goTo(firstRow);
    const { heap, kernels } = this.#instance;
    const dictionary = this.#check(kernels.parquet_cursor_numbered(this.#cursor, rowCount));
    if (dictionary === 0) return undefined;
    const count = kernels.parquet_cursor_dictionary_count(this.#cursor) >>> 0;
    if (count * ROWS_PER_VALUE_MIN > this.#rowGroupRows) return undefined;
    const passes = this.#testedDictionary(test, dictionary, count);
    const bits = heap.scratch(bitmapBytes(rowCount) + PADDING_BYTES);
    this.#check(kernels.parquet_cursor_test(this.#cursor, rowCount, passes, bits));
    return bits;
  }

  /** A byte for each of the dictionary's values. */
  #testedDictionary(test: ValueTest, dictionary: number, count: number): number {
    const { heap, kernels } = this.#instance;
    let tested = this.#tested.get(test);
    if (tested?.dictionary === dictionary) return tested.passes;
    if (tested === undefined || tested.room < count) {
      // Forgotten first: where there is no memory for the next, it is not to be freed again.
      this.#tested.delete(test);
      heap.free(tested?.passes ?? 0);
      tested = { dictionary: 0, passes: heap.alloc(count + PADDING_BYTES, this.#arena), room: count };
      this.#tested.set(test, tested);
    }
    test.test(kernels.parquet_cursor_dictionary(this.#cursor) >>> 0, count, tested.passes);
    tested.dictionary = dictionary;
    return tested.passes;
  }

  close(): void {
    const { heap, kernels } = this.#instance;
    kernels.parquet_cursor_free(this.#cursor);
    this.#freeBuffer();
    for (const { passes } of this.#tested.values()) heap.free(passes);
    for (const address of [this.#values, this.#validity]) heap.free(address);
  }

  /** Puts the cursor before the row, in its row group's chunk. */
  #goTo(row: number): void {
    if (this.#row === -1 || this.#row > row) this.#open(row);
    this.#reach(row);
  }

  #open(firstRow: number): void {
    const shared = this.#shared;
    if (shared === undefined) this.#openAt(this.#brought === 0 ? this.#readOwn() : this.#brought);
    else if (shared.await(() => this.#help(firstRow))) this.#makeShared(shared, firstRow);
    else this.#openAt(shared.address(this.#brought));
  }

  /** Reads the chunk and decompresses the row's page, for all threads. */
  #makeShared(shared: SharedChunk, firstRow: number): void {
    const { heap, kernels } = this.#instance;
    let made = 0;
    try {
      this.#freeBuffer();
      const address = this.#brought === 0 ? heap.alloc(this.#chunk!.length + PADDING_BYTES, this.#arena) : this.#brought;
      if (this.#brought === 0) this.#read(this.#chunk!, address);
      this.#openAt(address);
      this.#reach(firstRow);
      this.#check(kernels.parquet_cursor_ready(this.#cursor));
      made = address;
    } finally {
      shared.publish(made, this.#brought !== 0);
    }
  }

  /** Puts the cursor before the first row. */
  #openAt(address: number): void {
    const chunk = this.#chunk!;
    const { kernels } = this.#instance;
    kernels.parquet_cursor_open(
      this.#cursor,
      address,
      chunk.length,
      this.#rowGroupRows,
      chunk.codec,
      this.#column.optional,
      chunk.pageBytesMax,
      chunk.codes,
      chunk.codesCount,
    );
    if (this.#shared !== undefined) kernels.parquet_cursor_share(this.#cursor, this.#shared.pages, this.#shared.sliceRows);
    this.#row = 0;
  }

  /** Puts the cursor before the row. */
  #reach(row: number): void {
    if (this.#row < row) this.#check(this.#instance.kernels.parquet_cursor_skip(this.#cursor, row - this.#row));
    this.#row = row;
  }

  #readOwn(): number {
    const chunk = this.#chunk!;
    if (chunk.length > this.#bufferBytes) {
      this.#freeBuffer();
      this.#buffer = this.#instance.heap.alloc(chunk.length + PADDING_BYTES, this.#arena);
      this.#bufferBytes = chunk.length;
    }
    this.#read(chunk, this.#buffer);
    return this.#buffer;
  }

  #read({ offset, length }: ChunkSpec, address: number): void {
    readFully(this.#openFile(), this.#spec.label, offset, this.#instance.heap.bytes(address, length));
  }

  #freeBuffer(): void {
    this.#instance.heap.free(this.#buffer);
    this.#buffer = 0;
    this.#bufferBytes = 0;
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
  prepare(): boolean {
    return false;
  }

  rows(): Vector {
    return { values: this.#bits, validity: this.#bits };
  }

  take(): undefined {}

  close(): void {
    this.#instance.heap.free(this.#bits);
  }
}
