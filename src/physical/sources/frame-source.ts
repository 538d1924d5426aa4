// A frame as a source of rows: its columns are read where they lie.

import { type Column, type FrameData, sampleRange, type VectorType } from "../../column/index.js";
import { instance } from "../../kernels/current.js";
import type { Allocation } from "../../memory/index.js";
import type { ColumnStatistics, ScanHints, ScanPlan, Source } from "../../plan/index.js";
import { type ColumnType, isReference } from "../../types/index.js";
import { columnRange } from "./column-range.js";
import { type StoredChunk, storedMorselRows, storedSpec } from "./stored.js";

export function frameSource(data: FrameData): Source {
  return new FrameSource(data);
}

class FrameSource implements Source {
  readonly kind = "stored";
  readonly label = "DF";
  readonly schema: ReadonlyMap<string, ColumnType>;
  readonly #columns: ReadonlyMap<string, Column>;

  constructor(readonly data: FrameData) {
    this.schema = new Map(data.columns.map(({ name, column }) => [name, column.dtype]));
    this.#columns = new Map(data.columns.map(({ name, column }) => [name, column]));
  }

  get rowCount(): number {
    return this.data.height;
  }

  statistics(name: string): ColumnStatistics | undefined {
    const column = this.#columns.get(name);
    if (column?.dictionary !== undefined) return { distinctCount: column.dictionary.count };
    return column && sampleRange(column, instance().heap);
  }

  open(): void {}

  plan({ columns: names }: ScanHints): ScanPlan {
    const columns = names.map((name) => this.#columns.get(name) as Column);
    const chunks = chunksOf(columns, this.data.height);
    const spec = storedSpec(
      columns.map((column) => column.physical),
      chunks,
    );
    return {
      columns: names.map((name, index) => ({ name, ...typeOf(columns[index] as Column) })),
      morsels: storedMorselRows(spec).map((rows) => ({ rows })),
      spec,
      facts: { rows: this.data.height },
      owners: ownersOf(columns),
      measure: (index) => columnRange(columns[index] as Column, instance()),
    };
  }
}

function typeOf({ dtype, physical, nullCount, dictionary }: Column): VectorType {
  const stable = isReference(physical) ? { stable: true } : {};
  return { dtype, physical, nullable: nullCount > 0, ...stable, ...(dictionary === undefined ? {} : { dictionary }) };
}

function chunksOf(columns: readonly Column[], height: number): StoredChunk[] {
  const [first] = columns;
  // Without columns there are rows all the same: `select(lit(1))` has as many.
  if (first === undefined) return height === 0 ? [] : [{ rowCount: height, columns: [] }];
  return first.chunks.map((chunk, index) => ({
    rowCount: chunk.length,
    columns: columns.map((column) => {
      const { values, validity } = column.chunks[index] as Column["chunks"][number];
      return { values, validity };
    }),
  }));
}

function ownersOf(columns: readonly Column[]): Allocation[] {
  const referring = columns.filter((column) => isReference(column.physical));
  return [...new Set(referring.flatMap((column) => column.chunks.flatMap((chunk) => chunk.allocations)))];
}
