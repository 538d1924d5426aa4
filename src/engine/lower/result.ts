// A query's result: its buffers leave the arena and become a frame's.

import type { Chunk, Column, Dictionary, FrameData } from "../../column/index.js";
import { Allocation } from "../../memory/index.js";
import type { NamedType } from "../../physical/pipeline-spec.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { collect, contiguous, type RestingChunk, type Stored, type Stream } from "./stream.js";

/** Chunks shorter than this on average are made one: each costs every later query a little. */
const CHUNK_ROWS_MIN = 32768;

export function* collectStream(query: Query, stream: Stream): Step<FrameData> {
  // Rows at rest that refer to others' memory are copied, by collecting them once more.
  let stored = stream.stored?.selfContained === true ? stream.stored : yield* collect(query, stream);
  if (stored.chunks.length > 1 && stored.rowCount < CHUNK_ROWS_MIN * stored.chunks.length) stored = yield* oneChunk(query, stored);
  return frameOf(query, stored);
}

function* oneChunk(query: Query, stored: Stored): Step<Stored> {
  const columns = yield* contiguous(query, stored);
  const { kernels } = query.instance;
  const chunk: RestingChunk = {
    rowCount: stored.rowCount,
    columns: columns.map(({ values, validity }, index) => ({
      values,
      validity,
      nullCount: validity === 0 ? 0 : stored.rowCount - kernels.bitmap_count(validity, stored.rowCount),
      blocks: stored.chunks.flatMap((part) => part.columns[index]?.blocks ?? []),
    })),
  };
  return { ...stored, chunks: [chunk] };
}

function frameOf(query: Query, stored: Stored): FrameData {
  const keeper = new Keeper(query, stored.owners);
  return {
    height: stored.rowCount,
    columns: stored.columns.map((type, index) => ({ name: type.name, column: keeper.column(type, stored, index) })),
  };
}

/** Takes blocks out of the arena, each once, and gives them a handle. */
class Keeper {
  readonly #kept = new Map<number, Allocation>();
  readonly #dictionaries = new Map<number, Dictionary>();

  constructor(
    readonly query: Query,
    readonly owners: readonly Allocation[],
  ) {}

  column(type: NamedType, stored: Stored, index: number): Column {
    const chunks = stored.chunks.map((chunk) => this.#chunk(type, chunk, index));
    const { dtype, physical } = type;
    return {
      dtype,
      physical,
      length: stored.rowCount,
      nullCount: chunks.reduce((sum, chunk) => sum + chunk.nullCount, 0),
      chunks,
      ...(type.dictionary === undefined ? {} : { dictionary: this.#dictionary(type.dictionary) }),
    };
  }

  #chunk(type: NamedType, chunk: RestingChunk, index: number): Chunk {
    const { values, validity, nullCount, blocks = [] } = chunk.columns[index] as RestingChunk["columns"][number];
    const own = [values, validity, ...blocks].filter((address) => address !== 0).map((address) => this.#keep(address));
    return {
      length: chunk.rowCount,
      values,
      validity,
      nullCount: nullCount ?? (validity === 0 ? 0 : chunk.rowCount - this.query.instance.kernels.bitmap_count(validity, chunk.rowCount)),
      allocations: type.stable === true ? [...own, ...this.owners] : own,
    };
  }

  #keep(address: number): Allocation {
    let allocation = this.#kept.get(address);
    if (allocation === undefined) {
      const { heap, kernels } = this.query.instance;
      kernels.disown(address);
      allocation = new Allocation(heap, address, kernels.block_bytes(address) >>> 0);
      this.#kept.set(address, allocation);
    }
    return allocation;
  }

  /** A frame's dictionary is shared; one made by the query is copied out of its arena. */
  #dictionary(dictionary: Dictionary): Dictionary {
    if (dictionary.allocations.length > 0) return dictionary;
    let kept = this.#dictionaries.get(dictionary.values);
    if (kept === undefined) {
      const { heap, kernels } = this.query.instance;
      const { count, values } = dictionary;
      const views = heap.alloc(count * 16, this.query.arena);
      const block = heap.alloc(kernels.views_bytes(values, 0, count), this.query.arena);
      kernels.views_copy(values, 0, views, block, count);
      kept = { count, values: views, allocations: [this.#keep(views), this.#keep(block)] };
      this.#dictionaries.set(dictionary.values, kept);
    }
    return kept;
  }
}
