// Columns that are read by parquet-wasm: their chunks go to it as a file of their own, and come back as Arrow.

import { type Chunk, discard } from "../../../column/index.js";
import { assert, IoError } from "../../../errors/index.js";
import type { Heap } from "../../../memory/index.js";
import { type ArrowTable, columnFromArrow } from "../../arrow/index.js";
import type { ByteRange } from "../../store/index.js";
import type { FileMetadata } from "../metadata.js";
import type { ForeignReader } from "../parquet-wasm.js";
import type { PlannedColumn, RowGroupPlan } from "../plan.js";
import { Excerpts } from "./excerpt.js";

export class ForeignColumns {
  readonly #excerpts: Excerpts;

  /** `footer`: the bytes of `file.footer`. */
  constructor(
    readonly label: string,
    readonly reader: ForeignReader,
    file: FileMetadata,
    footer: Uint8Array,
  ) {
    try {
      this.#excerpts = new Excerpts(footer);
    } catch (error) {
      throw new IoError(`${label} has a damaged footer: ${(error as Error).message}`, label, file.footer.offset);
    }
  }

  /** What `read` needs of the file. */
  static ranges({ metadata }: PlannedColumn, rowGroup: RowGroupPlan): readonly ByteRange[] {
    return rowGroup.metadata.chunks.slice(metadata.leaf, metadata.leaf + metadata.leaves);
  }

  /** The rows of a row group, in one chunk whose blocks `arena` owns. @throws {IoError} when the bytes are damaged. */
  read(column: PlannedColumn, rowGroup: RowGroupPlan, chunks: readonly Uint8Array[], heap: Heap, arena: number): Chunk {
    const { rows } = rowGroup;
    const table = this.#tableOf(column, rowGroup, chunks);
    if (table.numRows !== rows) throw this.#damage(column, rowGroup, `it has ${table.numRows} rows in place of ${rows}`);
    const {
      chunks: [chunk],
      ...others
    } = columnFromArrow(table, column.metadata.name, column.dtype, heap, arena);
    assert(chunk !== undefined && others.length === chunk.length, "the rows of a row group are not one chunk");
    if (chunk.nullCount > 0 && !column.nullable) {
      discard(chunk.allocations);
      throw this.#damage(column, rowGroup, "it has nulls, but its statistics count none");
    }
    return chunk;
  }

  #tableOf(column: PlannedColumn, rowGroup: RowGroupPlan, chunks: readonly Uint8Array[]): ArrowTable {
    const { rows, metadata } = rowGroup;
    try {
      const excerpt = this.#excerpts.of(column.metadata, metadata, chunks);
      const read = this.reader.parquet.readParquet(excerpt, { batchSize: Math.max(1, rows), limit: rows });
      return this.reader.arrow.tableFromIPC(read.intoIPCStream()) as unknown as ArrowTable;
    } catch (error) {
      throw this.#damage(column, rowGroup, `parquet-wasm says ${error instanceof Error ? error.message : error}`);
    }
  }

  #damage({ metadata: { name, leaf } }: PlannedColumn, { metadata: { index, chunks } }: RowGroupPlan, what: string): IoError {
    const message = `${this.label}: can't read column ${JSON.stringify(name)} of row group ${index}: ${what}`;
    return new IoError(message, this.label, chunks[leaf]?.offset);
  }
}
