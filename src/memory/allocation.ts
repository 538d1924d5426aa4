// Blocks of memory that outlive a query: those of frames and series. Frames share them, so they are counted.

import type { Heap } from "./heap.js";

/** A block with a count of the frames and series that hold it; freed when the last lets go. */
export class Allocation {
  #holders = 0;
  #pinned = false;

  constructor(
    readonly heap: Heap,
    readonly address: number,
    readonly byteLength: number,
  ) {}

  retain(): void {
    if (this.#holders++ === 0) countHeld(this.byteLength);
  }

  /** `explicit`: by `dispose()`. The garbage collector may not free what others outside of floe may still see. */
  release(explicit: boolean): void {
    this.#holders--;
    if (this.#holders === 0) countHeld(-this.byteLength);
    if (this.#holders === 0 && (explicit || !this.#pinned)) this.heap.free(this.address);
  }

  /** Views of these bytes have gone out (`toArrow`): from now on only `dispose()` frees them. */
  pin(): void {
    this.#pinned = true;
  }
}

const SHOWN_BYTES = 256 * 2 ** 20;
let heldBytes = 0;
/** The least that was held since the garbage collector was last shown what is. */
let leastHeldBytes = 0;

/**
 * The garbage collector sees none of the memory behind frames, and would let it run out before it looks for those that are no longer used. So whenever
 * more is held by so much, it is shown a buffer of that size, for a moment. Nobody writes to it, so it takes no memory.
 */
function countHeld(bytes: number): void {
  heldBytes += bytes;
  leastHeldBytes = Math.min(leastHeldBytes, heldBytes);
  if (heldBytes - leastHeldBytes < SHOWN_BYTES) return;
  leastHeldBytes = heldBytes;
  try {
    new ArrayBuffer(SHOWN_BYTES);
  } catch {
    // No room for it: then there is pressure enough.
  }
}

const registry = new FinalizationRegistry<readonly Allocation[]>((allocations) => {
  for (const allocation of allocations) allocation.release(false);
});

/** What a frame or series holds: released by `dispose()`, or after the holder is garbage. */
export class Holding {
  #allocations: readonly Allocation[];

  constructor(holder: object, allocations: Iterable<Allocation>) {
    this.#allocations = [...new Set(allocations)];
    for (const allocation of this.#allocations) allocation.retain();
    registry.register(holder, this.#allocations, this);
  }

  release(): void {
    registry.unregister(this);
    for (const allocation of this.#allocations) allocation.release(true);
    this.#allocations = [];
  }
}
