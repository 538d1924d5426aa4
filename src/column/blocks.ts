// Memory of a column in the making.

import { Allocation, type Heap } from "../memory/index.js";

/** Kernels may read this far past the end of a buffer. */
const OVERREAD_BYTES = 64;

/** Collects the blocks that a column is built in. */
export class Blocks {
  readonly allocations: Allocation[] = [];

  /** `arena`: owns the blocks, unless it is 0. */
  constructor(
    readonly heap: Heap,
    readonly arena = 0,
  ) {}

  /** The address of `bytes` undefined bytes. Views made before it may be detached: memory may grow. */
  alloc(bytes: number): number {
    const allocation = new Allocation(this.heap, this.heap.alloc(bytes + OVERREAD_BYTES, this.arena), bytes);
    this.allocations.push(allocation);
    return allocation.address;
  }

  allocZeroed(bytes: number): number {
    const address = this.alloc(bytes);
    this.heap.bytes(address, bytes).fill(0);
    return address;
  }
}

/** What `build` makes; if it throws, its blocks are freed. */
export function buildIn<T>(heap: Heap, build: (blocks: Blocks) => T, arena = 0): T {
  const blocks = new Blocks(heap, arena);
  try {
    return build(blocks);
  } catch (error) {
    discard(blocks.allocations);
    throw error;
  }
}

/** Frees those allocations that no frame or series holds. */
export function discard(allocations: Iterable<Allocation>): void {
  for (const allocation of new Set(allocations)) {
    allocation.retain();
    allocation.release(true);
  }
}
