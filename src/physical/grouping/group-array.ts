// Accumulators' memory: arrays with an element for each group, element 0 for the rows that don't count.

import type { ArenaMemory } from "./arena-memory.js";

/** Up to so many elements, an array may have private copies (assembly/hash/group-sums.ts). */
export const FEW_GROUPS = 64;
const COPIES = 4;

interface GroupArrayOptions {
  /** Eight bytes to start all elements with. */
  readonly initial?: bigint;
  /** Adds up the private copies. An array that can be folded has them while its groups are few. */
  readonly fold?: (address: number, copyStride: number, elements: number) => void;
}

export class GroupArray {
  address: number;
  /** Bytes from one private copy to the next, 0: there is but one. */
  copyStride: number;
  #capacity = FEW_GROUPS;
  /** The block is this array's alone: neither adopted nor handed out. */
  #isOwn = true;
  readonly #initial: bigint;
  readonly #fold: GroupArrayOptions["fold"];

  constructor(
    private readonly memory: ArenaMemory,
    readonly elementBytes: number,
    options: GroupArrayOptions = {},
  ) {
    this.#initial = options.initial ?? 0n;
    this.#fold = options.fold;
    const bytes = FEW_GROUPS * elementBytes;
    this.copyStride = this.#fold === undefined ? 0 : bytes;
    const all = this.#fold === undefined ? bytes : bytes * COPIES;
    this.address = memory.alloc(all);
    memory.kernels.group_fill_u64(this.address, this.#initial, all / 8);
    memory.gather(this);
  }

  /** Address of group 1's element. */
  get first(): number {
    return this.address + this.elementBytes;
  }

  /** Makes room for `groups` groups. */
  ensure(groups: number): void {
    if (groups < this.#capacity) return;
    this.fold();
    const { heap, kernels } = this.memory;
    const capacity = Math.max(Math.ceil((groups + 1) / FEW_GROUPS) * FEW_GROUPS, this.#capacity * 2);
    const bytes = capacity * this.elementBytes;
    const oldBytes = this.#capacity * this.elementBytes;
    const address = this.memory.alloc(bytes);
    heap.bytes(address, oldBytes).set(heap.bytes(this.address, oldBytes));
    kernels.group_fill_u64(address + oldBytes, this.#initial, (bytes - oldBytes) / 8);
    this.free();
    this.address = address;
    this.#capacity = capacity;
    this.#isOwn = true;
  }

  /** Takes the elements of `groups` groups from another's, from `first` on, instead of what it has: they are written to where they are. */
  adopt(first: number, groups: number): void {
    this.free();
    this.address = first - this.elementBytes;
    this.#capacity = groups + 1;
    this.#isOwn = false;
    this.copyStride = 0;
  }

  /** From now on there is one copy, with the sum of all. */
  fold(): void {
    if (this.copyStride === 0) return;
    this.#fold?.(this.address, this.copyStride, this.#capacity);
    this.copyStride = 0;
  }

  free(): void {
    if (this.#isOwn) this.memory.heap.free(this.address);
    this.address = 0;
  }

  /** Address of the elements of `groups` groups, which from now on stay as long as the arena. */
  handOut(groups: number): number {
    this.ensure(groups);
    this.fold();
    this.#isOwn = false;
    return this.first;
  }
}
