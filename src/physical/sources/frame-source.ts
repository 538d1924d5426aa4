// A frame as a source of rows: its columns are read where they lie.

import { type Column, type FrameData, type VectorType, valueAt, withPhysicalType } from "../../column/index.js";
import { instance } from "../../kernels/current.js";
import type { Allocation } from "../../memory/index.js";
import type { ColumnStatistics, ScanHints, ScanPlan, Source } from "../../plan/index.js";
import type { ColumnType } from "../../types/index.js";
import { type StoredChunk, storedMorselRows, storedSpec } from "./stored.js";

const SAMPLE_ROWS = 256;

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

  /** Of a number column by a sample. */
  statistics(name: string): ColumnStatistics | undefined {
    const column = this.#columns.get(name);
    if (column?.dictionary !== undefined) return { distinctCount: column.dictionary.count };
    if (column === undefined || column.physical === "view" || column.physical === "bool") return undefined;
    const { heap } = instance();
    const numbers = withPhysicalType(column);
    const step = Math.max(1, column.length / SAMPLE_ROWS);
    const rows = Array.from({ length: Math.min(SAMPLE_ROWS, column.length) }, (_, index) => Math.floor(index * step));
    const values = rows.map((row) => valueAt(numbers, row, heap)).filter((value) => value !== null);
    const sample = values.map(Number).filter(Number.isFinite);
    return sample.length === 0 ? undefined : { min: Math.min(...sample), max: Math.max(...sample) };
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
    };
  }
}

function typeOf({ dtype, physical, nullCount, dictionary }: Column): VectorType {
  const stable = physical === "view" ? { stable: true } : {};
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
  const views = columns.filter((column) => column.physical === "view");
  return [...new Set(views.flatMap((column) => column.chunks.flatMap((chunk) => chunk.allocations)))];
}
