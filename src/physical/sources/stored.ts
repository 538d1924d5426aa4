// Reads columns at rest: frames, and what a pipeline breaker materialised. Nothing is copied.

import { BATCH_ROWS, type Batch, type MorselReader, sliceVector, type Vector } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { PhysicalType } from "../../types/index.js";

/** Rows of one morsel: enough to hide the cost of handing it out, few enough to share evenly. */
const MORSEL_ROWS = 65536;

/** Columns of equally long chunks, as addresses. */
export interface StoredSpec {
  readonly physical: readonly PhysicalType[];
  readonly chunks: readonly StoredChunk[];
  /** Triples: chunk, first row in it, rows. */
  readonly morsels: readonly number[];
}

export interface StoredChunk {
  readonly rowCount: number;
  readonly columns: readonly Vector[];
}

export function storedSpec(physical: readonly PhysicalType[], chunks: readonly StoredChunk[]): StoredSpec {
  const morsels: number[] = [];
  for (const [index, chunk] of chunks.entries()) {
    for (let row = 0; row < chunk.rowCount; row += MORSEL_ROWS) morsels.push(index, row, Math.min(MORSEL_ROWS, chunk.rowCount - row));
  }
  return { physical, chunks, morsels };
}

export function storedMorselRows(spec: StoredSpec): number[] {
  return spec.morsels.filter((_, index) => index % 3 === 2);
}

export class StoredReader implements MorselReader {
  readonly #spec: StoredSpec;

  constructor(spec: StoredSpec) {
    this.#spec = spec;
  }

  *read(index: number): Iterable<Batch> {
    const { chunks, morsels, physical } = this.#spec;
    const chunk = chunks[morsels[3 * index] as number];
    assert(chunk !== undefined, `no morsel ${index}`);
    const first = morsels[3 * index + 1] as number;
    const end = first + (morsels[3 * index + 2] as number);
    for (let row = first; row < end; row += BATCH_ROWS) {
      yield new StoredBatch(chunk, physical, row, Math.min(BATCH_ROWS, end - row));
    }
  }

  close(): void {}
}

class StoredBatch implements Batch {
  readonly selection = 0;

  constructor(
    readonly chunk: StoredChunk,
    readonly physical: readonly PhysicalType[],
    /** A multiple of 64. */
    readonly firstRow: number,
    readonly rowCount: number,
  ) {}

  get selectedCount(): number {
    return this.rowCount;
  }

  vector(index: number): Vector {
    return sliceVector(this.chunk.columns[index] as Vector, this.physical[index] as PhysicalType, this.firstRow);
  }
}
