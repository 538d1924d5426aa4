// Brings chunks into the linear memory for readers that can't read by themselves.

import type { Heap } from "../../memory/index.js";
import type { ScanPlan } from "../../plan/index.js";
import type { AsyncStore, SyncStore } from "../store/index.js";
import { PADDING_BYTES } from "./column-reader.js";
import { storeFetched } from "./fetched.js";
import type { ParquetSpec, RowGroupSpec } from "./spec.js";

/** All chunks at once: they are in memory already, where other threads can't see them. */
export function bringChunks(store: SyncStore, rowGroups: readonly RowGroupSpec[], heap: Heap, arena: number): RowGroupSpec[] {
  return rowGroups.map((rowGroup) => ({
    ...rowGroup,
    chunks: rowGroup.chunks.map((chunk) => {
      const address = heap.alloc(chunk.length + PADDING_BYTES, arena);
      store.read(chunk.offset, heap.bytes(address, chunk.length));
      return { ...chunk, address };
    }),
  }));
}

/** Fetches the chunks of a morsel's row group, once for all its slices. */
export function fetchChunks(store: AsyncStore, spec: ParquetSpec, heap: Heap): NonNullable<ScanPlan["fetch"]> {
  const slices = spec.rowGroups.map((_, index) => spec.morsels.filter(({ rowGroup }) => rowGroup === index).length);
  const fetched = new Map<number, Promise<number>>();
  return (index, arena, signal) => {
    const { rowGroup } = spec.morsels[index]!;
    let result = fetched.get(rowGroup);
    if (result === undefined) {
      result = fetchRowGroup(store, spec.rowGroups[rowGroup]!, slices[rowGroup]!, heap, arena, signal);
      fetched.set(rowGroup, result);
    }
    return result;
  };
}

async function fetchRowGroup(
  store: AsyncStore,
  rowGroup: RowGroupSpec,
  slices: number,
  heap: Heap,
  arena: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const parts = await store.read(rowGroup.chunks, signal);
  const addresses = parts.map((bytes) => {
    const address = heap.alloc(bytes.byteLength + PADDING_BYTES, arena);
    heap.bytes(address, bytes.byteLength).set(bytes);
    return address;
  });
  return storeFetched(heap, slices, addresses, addresses, arena);
}
