// Brings chunks into the linear memory for readers that can't read by themselves.

import type { Heap } from "../../memory/index.js";
import type { ScanPlan } from "../../plan/index.js";
import { type ByteStore, drive, type Reading, type SyncStore } from "../store/index.js";
import { PADDING_BYTES } from "./column-reader.js";
import { storeFetched } from "./fetched.js";
import { storeBrought } from "./foreign/brought-column-reader.js";
import { ForeignColumns } from "./foreign/columns.js";
import { isForeign, type PlannedColumn, type RowGroupPlan } from "./plan.js";
import { chunkAt, type MorselSpec, packedChunk, type RowGroupSpec } from "./spec.js";

/** All chunks at once: they are in memory already, where other threads can't see them. */
export function bringChunks(
  store: SyncStore,
  columns: readonly PlannedColumn[],
  rowGroups: readonly RowGroupSpec[],
  heap: Heap,
  arena: number,
): RowGroupSpec[] {
  return rowGroups.map((rowGroup) => ({
    ...rowGroup,
    chunks: columns.flatMap((column, index) => {
      const chunk = chunkAt(rowGroup, index);
      if (isForeign(column)) return packedChunk(chunk);
      const address = heap.alloc(chunk.length + PADDING_BYTES, arena);
      store.read(chunk.offset, heap.bytes(address, chunk.length));
      return packedChunk({ ...chunk, address });
    }),
  }));
}

/** What is brought a row group at a time: all of asynchronous stores, and what parquet-wasm reads. */
interface Bringing {
  readonly store: ByteStore;
  readonly rowGroups: readonly RowGroupPlan[];
  readonly columns: readonly PlannedColumn[];
  readonly morsels: readonly MorselSpec[];
  /** Present where a column is foreign. */
  readonly foreign: ForeignColumns | undefined;
  readonly heap: Heap;
}

/** Brings a morsel's row group, once for all its slices. */
export function bringRowGroups(bringing: Bringing): NonNullable<ScanPlan["fetch"]> {
  const brought = new Map<number, number | Promise<number>>();
  return (index, arena, signal) => {
    const { rowGroup } = bringing.morsels[index]!;
    let result = brought.get(rowGroup);
    if (result === undefined) {
      result = drive(bringing.store, () => bringRowGroup(bringing, rowGroup, arena), signal);
      brought.set(rowGroup, result);
    }
    return result;
  };
}

function* bringRowGroup(bringing: Bringing, index: number, arena: number): Reading<number> {
  const { store, columns, morsels, foreign, heap } = bringing;
  const rowGroup = bringing.rowGroups[index]!;
  const ranges = columns.map((column) => {
    if (isForeign(column)) return ForeignColumns.ranges(column, rowGroup);
    const isBrought = store.access === "async" && column.output !== "nothing";
    return isBrought ? [rowGroup.metadata.chunks[column.metadata.leaf]!] : [];
  });
  const parts = [...(yield ranges.flat())];
  const blocks: number[] = [];
  const addresses = columns.map((column, columnIndex) => {
    const chunks = parts.splice(0, ranges[columnIndex]!.length);
    if (foreign !== undefined && isForeign(column)) {
      const { allocations, ...vector } = foreign.read(column, rowGroup, chunks, heap, arena);
      const record = storeBrought(heap, vector, arena);
      blocks.push(...allocations.map(({ address }) => address), record);
      return record;
    }
    const [bytes] = chunks;
    if (bytes === undefined) return 0;
    const address = heap.alloc(bytes.byteLength + PADDING_BYTES, arena);
    heap.bytes(address, bytes.byteLength).set(bytes);
    blocks.push(address);
    return address;
  });
  const slices = morsels.filter((morsel) => morsel.rowGroup === index).length;
  return storeFetched(heap, slices, addresses, blocks, arena);
}
