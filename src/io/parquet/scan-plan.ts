// What a scan will read, of the row groups that are left: how each column arrives, and morsels; and less of it, once more is known.

import type { ExprNode } from "../../expr/index.js";
import { instance } from "../../kernels/index.js";
import type { ScanHints, ScanPlan, ValueRange } from "../../plan/index.js";
import type { ByteStore, Reading } from "../store/index.js";
import { bringChunks, bringRowGroups } from "./bring.js";
import { mergeDictionaries } from "./dictionaries.js";
import { ForeignColumns } from "./foreign/columns.js";
import type { FileMetadata } from "./metadata.js";
import type { ForeignReader } from "./parquet-wasm.js";
import {
  columnSpec,
  dtypeOf,
  factsOf,
  helpOrder,
  isEncoded,
  isWhole,
  type PlannedColumn,
  planMorsels,
  type RowGroupPlan,
  rowGroupSpecs,
  scanColumn,
  shareSlices,
} from "./plan.js";
import { type RowsTest, rowsTest } from "./pruning.js";
import { chunkLength, type ParquetSpec } from "./spec.js";

export function* planScan(
  store: ByteStore,
  file: FileMetadata,
  rowGroups: readonly RowGroupPlan[],
  columns: readonly PlannedColumn[],
  predicate: ScanHints["predicate"],
  reader: ForeignReader | undefined,
  arena: number,
): Reading<ScanPlan> {
  const { label } = store;
  const { heap } = instance();
  const merged = yield* mergeDictionaries(instance(), store, columns, rowGroups, arena);
  const tables = merged.map((column) => column?.tables);
  const specs = rowGroupSpecs(label, rowGroups, columns, tables);
  const path = store.access === "sync" ? store.path : undefined;
  const brought = store.access === "sync" && path === undefined ? bringChunks(store, columns, specs, heap, arena) : specs;
  let foreign: ForeignColumns | undefined;
  if (reader !== undefined) foreign = new ForeignColumns(label, reader, file, (yield [file.footer])[0] as Uint8Array);
  const scanned = columns.map((column, index) => scanColumn(column, rowGroups, merged[index]?.dictionary));
  const columnSpecs = columns.map((column, index) => columnSpec(column, scanned[index]!));
  const parts = rowGroups.map((rowGroup, index) => ({ rowGroup, spec: brought[index]! }));

  const encoded = columns.map((column) => isEncoded(column, rowGroups));

  const scanOf = (kept: typeof parts): ScanPlan => {
    const left = kept.map(({ rowGroup }) => rowGroup);
    const morsels = planMorsels(left);
    const chunks = kept.map(({ spec }) => spec);
    const spec: ParquetSpec = {
      label,
      ...(path === undefined ? {} : { path }),
      columns: columnSpecs,
      rowGroups: shareSlices(heap, chunks, morsels, columns.length, arena),
      morsels,
      helped: helpOrder(columnSpecs, chunks, predicate),
    };
    return {
      columns: scanned,
      morsels: morsels.map(({ rows }) => ({ rows })),
      spec,
      encoded,
      facts: {
        rowGroups: file.rowGroups.length,
        rowGroupsPruned: file.rowGroups.length - left.length,
        rows: morsels.reduce((sum, { rows }) => sum + rows, 0),
        bytes: chunks.reduce((sum, rowGroup) => columns.reduce((total, _, index) => total + chunkLength(rowGroup, index), sum), 0),
      },
      narrow(index, range) {
        const test = isIn(range, columns[index]!, file);
        const narrower = test && kept.filter(({ rowGroup }) => test(factsOf(file, rowGroup.metadata)));
        return narrower === undefined || narrower.length === kept.length ? undefined : scanOf(narrower);
      },
      ...(store.access === "async" || foreign !== undefined
        ? { fetch: bringRowGroups({ store, rowGroups: left, columns, morsels, foreign, heap }) }
        : {}),
    };
  };
  return scanOf(parts);
}

/** Whether rows of a row group can have a value of the column in the range, as far as that is known. */
function isIn({ min, max }: ValueRange, { metadata, dtype }: PlannedColumn, file: FileMetadata): RowsTest | undefined {
  if (!isWhole(dtype)) return undefined;
  const bounds = [min, max].map((value): ExprNode => ({ kind: "Literal", value, dtype }));
  const column: ExprNode = { kind: "Column", name: metadata.name };
  return rowsTest({ kind: "Call", fn: "isBetween", args: [column, ...bounds], options: ["both"] }, dtypeOf(file));
}
