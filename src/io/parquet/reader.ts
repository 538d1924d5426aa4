// Reads planned morsels on one thread: a cursor for each column, whose rows are decoded when a batch is asked for them and
// passed over when it is not.

import { BATCH_ROWS, type Batch, type MorselReader, type ValueTest, type Vector } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import type { PlatformFile } from "../../platform.js";
import { openPath } from "../store/index.js";
import { ColumnReader, EmptyColumnReader } from "./column-reader.js";
import { fetchedChunks, releaseFetched } from "./fetched.js";
import { BroughtColumnReader } from "./foreign/brought-column-reader.js";
import { releaseSlice } from "./sliced-row-group.js";
import { type ColumnSpec, chunkAt, type ParquetSpec } from "./spec.js";

type AnyColumnReader = ColumnReader | EmptyColumnReader | BroughtColumnReader;

/** A reader of the scan that `spec` describes. `arena` will own its memory. */
export class ParquetReader implements MorselReader {
  readonly #instance: Instance;
  readonly #spec: ParquetSpec;
  readonly #columns: readonly AnyColumnReader[];
  #file: PlatformFile | undefined;

  constructor(instance: Instance, spec: ParquetSpec, arena: number) {
    this.#instance = instance;
    this.#spec = spec;
    const openFile = (): PlatformFile => {
      assert(spec.path !== undefined, "a chunk is neither in memory nor in a file");
      this.#file ??= openPath(spec.path);
      return this.#file;
    };
    const help = (firstRow: number): boolean => spec.helped.some((column) => this.#columns[column]!.prepare(firstRow));
    const readerOf = (column: ColumnSpec): AnyColumnReader => {
      if (column.output === "nothing") return new EmptyColumnReader(instance, arena);
      if (column.output === "arrow") return new BroughtColumnReader(instance.heap, column);
      return new ColumnReader(instance, spec, column, arena, openFile, help);
    };
    this.#columns = spec.columns.map(readerOf);
  }

  *read(index: number, fetched: number): Iterable<Batch> {
    const { heap } = this.#instance;
    const morsel = this.#spec.morsels[index];
    assert(morsel !== undefined, `no morsel ${index}`);
    const rowGroup = this.#spec.rowGroups[morsel.rowGroup]!;
    const addresses = fetched === 0 ? undefined : fetchedChunks(heap, fetched, this.#columns.length);
    try {
      for (const [columnIndex, column] of this.#columns.entries()) {
        const address = addresses?.[columnIndex] || chunkAt(rowGroup, columnIndex).address;
        column.enter(morsel.rowGroup, rowGroup, columnIndex, address);
      }
      const end = morsel.firstRow + morsel.rows;
      for (let row = morsel.firstRow; row < end; row += BATCH_ROWS) {
        yield new ParquetBatch(this.#columns, row, Math.min(BATCH_ROWS, end - row));
      }
    } finally {
      if (rowGroup.sliced !== undefined) releaseSlice(heap, rowGroup.sliced, rowGroup.rows, this.#columns.length);
      if (fetched !== 0) releaseFetched(heap, fetched, this.#columns.length);
    }
  }

  close(): void {
    for (const column of this.#columns) column.close();
    this.#file?.close();
    this.#file = undefined;
  }
}

/** More rows of a batch are decoded sooner with all others. */
const TAKEN_SHARE_MAX = 1 / 4;

class ParquetBatch implements Batch {
  readonly selection = 0;
  readonly #columns: readonly AnyColumnReader[];
  /** In the row group. */
  readonly #firstRow: number;
  readonly #vectors: (Vector | undefined)[] = [];

  constructor(
    columns: readonly AnyColumnReader[],
    firstRow: number,
    readonly rowCount: number,
  ) {
    this.#columns = columns;
    this.#firstRow = firstRow;
  }

  get selectedCount(): number {
    return this.rowCount;
  }

  vector(index: number): Vector {
    let vector = this.#vectors[index];
    if (vector === undefined) {
      vector = this.#columns[index]!.rows(this.#firstRow, this.rowCount);
      this.#vectors[index] = vector;
    }
    return vector;
  }

  take(index: number, rows: () => number, count: number): Vector | undefined {
    if (this.#vectors[index] !== undefined || count > this.rowCount * TAKEN_SHARE_MAX) return undefined;
    return this.#columns[index]!.take(this.#firstRow, this.rowCount, rows(), count);
  }

  passing(index: number, test: ValueTest): number | undefined {
    const column = this.#columns[index]!;
    // A vector that is made has moved the column's cursor past the batch.
    if (!(column instanceof ColumnReader) || this.#vectors[index] !== undefined) return undefined;
    return column.passing(this.#firstRow, this.rowCount, test);
  }
}
