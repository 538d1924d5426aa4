// Memory of a query for grouping: blocks that the query's arena owns, and arrays with an element for each group.

import type { Instance, Kernels } from "../../kernels/index.js";
import type { Heap } from "../../memory/index.js";

/** Kernels read up to 64 bytes past what they are given. */
const SLACK_BYTES = 64;

export class ArenaMemory {
  readonly heap: Heap;
  readonly kernels: Kernels;
  readonly #buffers: Buffer[] = [];
  readonly #gathered: { free(): void }[] = [];

  constructor(
    readonly instance: Instance,
    readonly arena: number,
  ) {
    this.heap = instance.heap;
    this.kernels = instance.kernels;
  }

  alloc(bytes: number): number {
    return this.heap.alloc(bytes + SLACK_BYTES, this.arena);
  }

  zeros(bytes: number): number {
    const address = this.alloc(bytes);
    this.heap.bytes(address, bytes).fill(0);
    return address;
  }

  copy(address: number, bytes: number): number {
    const copied = this.alloc(bytes);
    this.heap.bytes(copied, bytes).set(this.heap.bytes(address, bytes));
    return copied;
  }

  /** A buffer that `freeBuffers` takes back. */
  buffer(): Buffer {
    const buffer = new Buffer(this);
    this.#buffers.push(buffer);
    return buffer;
  }

  /** The next segment finds these blocks warm: touching fresh memory costs more than the work in it. */
  freeBuffers(): void {
    for (const buffer of this.#buffers) buffer.free();
  }

  /** Something by group that `freeGathered` takes back. */
  gather(item: { free(): void }): void {
    this.#gathered.push(item);
  }

  /** Once all results were read: what they were read from would stay as long as the query does. */
  freeGathered(): void {
    for (const item of this.#gathered) item.free();
  }

  bitmap(rows: number): number {
    return this.alloc(Math.ceil(rows / 64) * 8);
  }
}

/** A block that grows, without keeping its content, to what a batch needs. */
export class Buffer {
  #address = 0;
  #bytes = 0;

  constructor(private readonly memory: ArenaMemory) {}

  room(bytes: number): number {
    if (bytes > this.#bytes) {
      this.memory.heap.free(this.#address);
      this.#bytes = Math.max(bytes, this.#bytes * 2);
      this.#address = this.memory.alloc(this.#bytes);
    }
    return this.#address;
  }

  free(): void {
    this.memory.heap.free(this.#address);
    this.#address = 0;
    this.#bytes = 0;
  }
}
