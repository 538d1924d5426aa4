// Some of a state's groups, which are merged by themselves, and what is copied of them for that.

import type { ArenaMemory } from "./arena-memory.js";
import type { Partitions } from "./spec.js";

export abstract class Part {
  /** How many groups. */
  abstract readonly count: number;
  readonly #blocks: number[] = [];

  constructor(protected readonly memory: ArenaMemory) {}

  /** Address of the values, of so many bytes each, of these groups: of a slice the state's own, not to be written to; else copies. */
  abstract values(address: number, bytes: number): number;
  /** Of a list of rows with u32 groups, as accumulators lay it out, those of these groups. `starts`: where each partition starts. */
  abstract rowsOf(groups: number, rows: number, starts: readonly number[]): { readonly from: number; readonly count: number };
  /** Groups of the part, given by their numbers in the state, numbered from `base` + 1 by their order in the part. */
  abstract renumbered(groups: number, rows: number): { readonly groups: number; readonly base: number };
  /** Writes the numbers, from 0, that the state has for some groups of the part, given from 0. */
  abstract numbersOf(indices: number, out: number, rows: number): void;
  protected abstract bytesOf(bitmap: number, out: number): void;

  /** The bits of these groups; 0 for no bitmap. */
  bits(bitmap: number): number {
    if (bitmap === 0) return 0;
    const bytes = this.block(this.count);
    this.bytesOf(bitmap, bytes);
    const out = this.block(Math.ceil(this.count / 64) * 8);
    this.memory.kernels.group_bits_of_bytes(bytes, 1, out, this.count);
    return out;
  }

  /** Memory until `free`. */
  block(bytes: number): number {
    const address = this.memory.alloc(bytes);
    this.#blocks.push(address);
    return address;
  }

  free(): void {
    for (const address of this.#blocks) this.memory.heap.free(address);
    this.#blocks.length = 0;
  }
}

/** The groups of partitions of the keys' hash: those `from` to `to`. */
export class HashedPart extends Part {
  readonly count: number;
  /** Address of u32 numbers of the groups, from 0. */
  readonly #indices: number;
  #map = 0;

  constructor(
    memory: ArenaMemory,
    private readonly from: number,
    private readonly to: number,
    { indices, starts }: Partitions,
    /** Groups of the whole state. */
    private readonly groups: number,
  ) {
    super(memory);
    const start = starts[from] ?? 0;
    this.count = (starts[to] ?? 0) - start;
    this.#indices = indices + start * 4;
  }

  values(address: number, bytes: number): number {
    const { kernels } = this.memory;
    const out = this.block(this.count * bytes);
    if (bytes === 16) kernels.group_gather_128(address, this.#indices, out, this.count);
    else if (bytes > 8) kernels.group_gather_rows(address, this.#indices, out, bytes / 8, this.count);
    else kernels[`group_gather_${(bytes * 8) as 8 | 16 | 32 | 64}` as const](address, this.#indices, out, this.count);
    return out;
  }

  rowsOf(_groups: number, _rows: number, starts: readonly number[]) {
    const from = starts[this.from] ?? 0;
    return { from, count: (starts[this.to] ?? 0) - from };
  }

  renumbered(groups: number, rows: number) {
    if (this.#map === 0) {
      this.#map = this.block((this.groups + 1) * 4);
      this.memory.kernels.group_number(this.#indices, this.#map, this.count);
    }
    const out = this.block(rows * 4);
    this.memory.kernels.group_remap(groups, this.#map, out, rows);
    return { groups: out, base: 0 };
  }

  numbersOf(indices: number, out: number, rows: number): void {
    this.memory.kernels.group_gather_32(this.#indices, indices, out, rows);
  }

  protected bytesOf(bitmap: number, out: number): void {
    this.memory.kernels.group_gather_bits(bitmap, this.#indices, out, this.count);
  }
}

/** Groups one after the other: those `from` to `to`, from 0. */
export class SlicedPart extends Part {
  readonly count: number;

  constructor(
    memory: ArenaMemory,
    private readonly from: number,
    private readonly to: number,
  ) {
    super(memory);
    this.count = to - from;
  }

  values(address: number, bytes: number): number {
    return address + this.from * bytes;
  }

  rowsOf(groups: number, rows: number) {
    const { kernels } = this.memory;
    const from = kernels.group_rows_before(groups, this.from + 1, rows);
    return { from, count: kernels.group_rows_before(groups, this.to + 1, rows) - from };
  }

  renumbered(groups: number) {
    return { groups, base: this.from };
  }

  numbersOf(indices: number, out: number, rows: number): void {
    this.memory.heap.bytes(out, rows * 4).set(this.memory.heap.bytes(indices, rows * 4));
    this.memory.kernels.group_add_u32(out, this.from, rows);
  }

  protected bytesOf(bitmap: number, out: number): void {
    this.memory.kernels.group_bytes_of_bits(bitmap, this.from, out, this.count);
  }
}
