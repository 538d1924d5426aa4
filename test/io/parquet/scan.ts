// Drives a scan as the engine does, on one thread, and reads its vectors out in physical form: whole numbers of days and
// time units, bigints for 64-bit integers.

import type { Vector } from "../../../src/column/index.js";
import type { ExprNode } from "../../../src/expr/index.js";
import { ColumnReader } from "../../../src/io/parquet/column-reader.js";
import { ParquetReader, type ParquetScanOptions, type ParquetSpec, parquetSource } from "../../../src/io/parquet/index.js";
import type { ByteInput } from "../../../src/io/store/index.js";
import { compileKernels } from "../../../src/kernels/compile.js";
import { createMemory, instance, instantiate, setInstanceFactory } from "../../../src/kernels/index.js";
import type { ScanColumn, ScanPlan, Source } from "../../../src/plan/index.js";
import { setPlatform } from "../../../src/platform.js";
import { openFile, writeFile } from "../../../src/platforms/node-files.js";

setInstanceFactory(() => instantiate(compileKernels(true), createMemory(true)));
setPlatform({ name: "node", threads: 1, mayWait: true, openFile, writeFile, fetch: (...args) => fetch(...args) });

export type Value = number | bigint | boolean | string | null;

export interface ScanOptions extends ParquetScanOptions {
  readonly columns?: readonly string[];
  readonly predicate?: ExprNode;
  readonly limit?: number;
  /** Whether column `name` is asked for in batch `index` of a morsel; its other rows come out as undefined. */
  readonly asks?: (name: string, index: number) => boolean;
  /** In place of batches: rows passed over and taken, again and again; the rows passed over come out as undefined. */
  readonly steps?: readonly { readonly skip: number; readonly take: number }[];
  /** The order in which morsels are read. */
  readonly order?: (morsels: number[]) => number[];
}

export interface Scanned {
  readonly source: Source;
  readonly plan: ScanPlan;
  readonly columns: Readonly<Record<string, (Value | undefined)[]>>;
}

export async function scan(input: ByteInput, options: ScanOptions = {}): Promise<Scanned> {
  const source = parquetSource(input, options);
  await source.open();
  return scanSource(source, options);
}

export async function scanSource(source: Source, options: ScanOptions = {}): Promise<Scanned> {
  const { heap, kernels } = instance();
  const arena = kernels.arena_new() >>> 0;
  const { predicate, limit, asks = () => true, order = (morsels) => morsels } = options;
  const plan = await source.plan(
    {
      columns: options.columns ?? [...source.schema!.keys()],
      ...(predicate === undefined ? {} : { predicate }),
      ...(limit === undefined ? {} : { limit }),
    },
    arena,
  );
  if (options.steps !== undefined) return { source, plan, columns: readSteps(plan, options.steps, arena) };
  const reader = new ParquetReader(instance(), JSON.parse(JSON.stringify(plan.spec)) as ParquetSpec, arena);
  const parts: Record<string, (Value | undefined)[]>[] = plan.morsels.map(() => ({}));
  try {
    for (const index of order(plan.morsels.map((_, morsel) => morsel))) {
      const fetched = plan.fetch === undefined ? 0 : await plan.fetch(index, arena);
      for (const { name } of plan.columns) parts[index]![name] = [];
      let batchIndex = 0;
      for (const batch of reader.read(index, fetched)) {
        heap.exports.scratch_reset();
        for (const [columnIndex, column] of plan.columns.entries()) {
          const out = parts[index]![column.name]!;
          if (asks(column.name, batchIndex)) out.push(...values(column, batch.vector(columnIndex), batch.rowCount));
          else out.push(...new Array<undefined>(batch.rowCount).fill(undefined));
        }
        batchIndex++;
      }
    }
    return {
      source,
      plan,
      columns: Object.fromEntries(plan.columns.map(({ name }) => [name, parts.flatMap((part) => part[name] ?? [])])),
    };
  } finally {
    reader.close();
    kernels.arena_free(arena);
  }
}

/** Reads each morsel's columns with other batches than the reader would make. */
function readSteps(plan: ScanPlan, steps: readonly { skip: number; take: number }[], arena: number): Scanned["columns"] {
  const spec = plan.spec as ParquetSpec;
  const columns: Record<string, (Value | undefined)[]> = {};
  for (const [columnIndex, column] of plan.columns.entries()) {
    const out: (Value | undefined)[] = [];
    columns[column.name] = out;
    const columnSpec = spec.columns[columnIndex]!;
    if (columnSpec.output === "nothing") {
      for (const { rows } of spec.morsels) out.push(...new Array<null>(rows).fill(null));
      continue;
    }
    const file = openFile(spec.path!);
    const columnReader = new ColumnReader(
      instance(),
      spec,
      columnSpec,
      arena,
      () => file,
      () => false,
    );
    for (const { rowGroup, firstRow, rows } of spec.morsels) {
      columnReader.enter(rowGroup, spec.rowGroups[rowGroup]!, columnIndex, 0);
      for (let row = firstRow, step = 0; row < firstRow + rows; step++) {
        const { skip, take } = steps[step % steps.length]!;
        const skipped = Math.min(skip, firstRow + rows - row);
        out.push(...new Array<undefined>(skipped).fill(undefined));
        row += skipped;
        const taken = Math.min(take + 1, firstRow + rows - row);
        if (taken > 0) out.push(...readRows(column, columnReader, row, taken, arena));
        row += taken;
      }
    }
    columnReader.close();
    file.close();
  }
  instance().kernels.arena_free(arena);
  return columns;
}

/** Every third row by itself, where it can be had so. */
function readRows(column: ScanColumn, columnReader: ColumnReader, firstRow: number, rows: number, arena: number): Value[] {
  const { heap, kernels } = instance();
  const list = [...new Array(rows).keys()].filter((row) => (firstRow + row) % 3 === 0);
  const numbers = heap.alloc(list.length * 4, arena);
  heap.u32s(numbers, list.length).set(list);
  const some = columnReader.take(firstRow, rows, numbers, list.length);
  const single = some && values(column, some, list.length);
  const all = values(column, columnReader.rows(firstRow, rows), rows);
  kernels.scratch_reset();
  single?.forEach((value, place) => {
    all[list[place]!] = value;
  });
  return all;
}

const arrays = {
  i8: Int8Array,
  i16: Int16Array,
  i32: Int32Array,
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
};

export function values(column: ScanColumn, { values, validity }: Vector, rows: number): Value[] {
  const { heap } = instance();
  const read = reader(column, values, rows);
  return Array.from({ length: rows }, (_, row) => (validity === 0 || heap.getBit(validity, row) ? read(row) : null));
}

function reader(column: ScanColumn, address: number, rows: number): (row: number) => Value {
  const { heap } = instance();
  switch (column.physical) {
    case "bool":
      return (row) => heap.getBit(address, row);
    case "view":
      return (row) => string(address + 16 * row);
    case "codes": {
      const codes = heap.u32s(address, rows);
      return (row) => string(column.dictionary!.values + 16 * (codes[row] as number));
    }
    case "list":
      throw new Error("the decoder reads no lists");
    default: {
      const array = heap.view<ArrayLike<number | bigint>>(arrays[column.physical] as never, address, rows);
      return (row) => array[row] as number | bigint;
    }
  }
}

function string(view: number): string {
  const { heap } = instance();
  const length = heap.getU32(view);
  const bytes = heap.bytes(length > 12 ? heap.getU32(view + 12) : view + 4, length);
  return Buffer.from(bytes).toString();
}
