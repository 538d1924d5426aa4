// The one linear memory, seen from JavaScript: allocation through the kernels' allocator, and typed views.

import { MemoryLimitError, WorkerError } from "../errors/index.js";

/** The exports of the kernel module that memory management needs. */
export interface AllocatorExports {
  alloc(bytes: number, arena: number): number;
  free(address: number): void;
  disown(address: number): void;
  allocator_lost(): boolean | number;
  arena_new(): number;
  arena_free(arena: number): void;
  bytes_in_use(): number;
  scratch_alloc(bytes: number): number;
  scratch_reset(): void;
  scratch_mark(): number;
  scratch_release(mark: number): void;
}

/** A longer block fits no memory; as a number of 32 bits, it would be a short one. */
const BLOCK_BYTES_MAX = 2 ** 32 - 2 ** 17;

/** A thread that was killed while it changed the heap leaves it as nobody can use it. */
export function memoryLost(): WorkerError {
  return new WorkerError("a worker was killed while it had the memory locked, which is unusable since: start the process, or page, anew");
}

/** One thread's view of the memory. An address is a number of bytes from 0; 0 means none. */
export class Heap {
  #buffer: ArrayBufferLike;
  #u8!: Uint8Array;
  #u32!: Uint32Array;

  constructor(
    readonly memory: WebAssembly.Memory,
    readonly exports: AllocatorExports,
  ) {
    this.#buffer = memory.buffer;
    this.#see();
  }

  get shared(): boolean {
    return typeof SharedArrayBuffer !== "undefined" && this.#buffer instanceof SharedArrayBuffer;
  }

  /** 64-byte aligned, padded to 64, undefined content. @throws {MemoryLimitError} @throws {WorkerError} */
  alloc(bytes: number, arena = 0): number {
    const address = bytes > BLOCK_BYTES_MAX ? 0 : this.#guard(() => this.exports.alloc(bytes, arena)) >>> 0;
    return address === 0 ? this.#refuse(bytes) : address;
  }

  free(address: number): void {
    this.#guard(() => this.exports.free(address));
  }

  /** The allocator traps when it can't be entered any more. */
  #guard<T>(enter: () => T): T {
    try {
      return enter();
    } catch (error) {
      throw this.exports.allocator_lost() ? memoryLost() : error;
    }
  }

  /** Lives until the thread's scratch is reset, after the batch. */
  scratch(bytes: number): number {
    return bytes > BLOCK_BYTES_MAX ? this.#refuse(bytes) : this.exports.scratch_alloc(bytes) >>> 0;
  }

  #refuse(bytes: number): never {
    throw new MemoryLimitError(`out of memory: ${bytes} bytes wanted, ${this.exports.bytes_in_use() >>> 0} in use`);
  }

  bytes(address: number, length: number): Uint8Array {
    this.#reach(address + length);
    return this.#u8.subarray(address, address + length);
  }
  u32s(address: number, length: number): Uint32Array {
    this.#reach(address + length * 4);
    return new Uint32Array(this.#buffer, address, length);
  }
  i32s(address: number, length: number): Int32Array {
    this.#reach(address + length * 4);
    return new Int32Array(this.#buffer, address, length);
  }
  f64s(address: number, length: number): Float64Array {
    this.#reach(address + length * 8);
    return new Float64Array(this.#buffer, address, length);
  }
  i64s(address: number, length: number): BigInt64Array {
    this.#reach(address + length * 8);
    return new BigInt64Array(this.#buffer, address, length);
  }
  /** A view of any typed array class: `heap.view(Int16Array, address, length)`. */
  view<T>(
    type: { new (buffer: ArrayBufferLike, byteOffset: number, length: number): T; readonly BYTES_PER_ELEMENT: number },
    address: number,
    length: number,
  ): T {
    this.#reach(address + length * type.BYTES_PER_ELEMENT);
    return new type(this.#buffer, address, length);
  }

  getU32(address: number): number {
    this.#reach(address + 4);
    return this.#u32[address >>> 2] as number;
  }
  setU32(address: number, value: number): void {
    this.#reach(address + 4);
    this.#u32[address >>> 2] = value;
  }
  getBit(bitmap: number, index: number): boolean {
    this.#reach(bitmap + (index >>> 3) + 1);
    return (((this.#u8[bitmap + (index >>> 3)] as number) >>> (index & 7)) & 1) === 1;
  }

  /** Memory grows under us, also from other threads: a view made before ends where memory ended then. */
  #reach(end: number): void {
    if (end <= this.#u8.byteLength) return;
    // Another thread's growth may not have reached this thread's buffer yet; growing by nothing fetches it.
    if (this.memory.buffer.byteLength < end) this.memory.grow(0);
    this.#see();
    if (end > this.#u8.byteLength)
      throw new RangeError(`floe: internal error: address ${end} is outside the memory of ${this.#u8.byteLength} bytes`);
  }

  #see(): void {
    this.#buffer = this.memory.buffer;
    this.#u8 = new Uint8Array(this.#buffer);
    this.#u32 = new Uint32Array(this.#buffer);
  }
}
