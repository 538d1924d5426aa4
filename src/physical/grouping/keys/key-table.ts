// A hash table from keys to groups (assembly/hash/group-table.ts): keys of one, two or more words, or strings.

import { at } from "../accumulators/accumulator.js";
import type { ArenaMemory } from "../arena-memory.js";

const HEADER_BYTES = 64;
const ENTRIES = 0;
const COUNT = 8;
const KEYS = 12;
const ROOM = 16;
const NULL_GROUP = 28;
const LENT = 40;

export class KeyTable {
  readonly #header: number;
  readonly #words: number;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly kind: number | "view",
  ) {
    this.#words = kind === "view" ? 2 : kind;
    this.#header = memory.alloc(HEADER_BYTES);
    memory.kernels.group_table_start(this.#header, this.#words, memory.arena);
    memory.gather(this);
  }

  /** Groups so far. */
  get count(): number {
    return this.memory.heap.getU32(this.#header + COUNT);
  }

  /** Address of the keys, from group 1 on. */
  get keys(): number {
    return this.memory.heap.getU32(this.#header + KEYS) + this.#words * 8;
  }

  /** All keys were words, each greater than the one before it. Unknown once the state was asked for. */
  get isAscending(): boolean {
    return this.kind === 1 && this.memory.heap.getU32(this.#header + ENTRIES) === 0;
  }

  /** The group of null strings, 0: there were none. */
  get nullGroup(): number {
    return this.memory.heap.getU32(this.#header + NULL_GROUP);
  }

  /** Writes each key's group to `out`; 0 for those that `selection` leaves out. */
  assign(keys: number, selection: number, out: number, rows: number, validity = 0): void {
    const { kernels } = this.memory;
    if (this.kind === "view") kernels.group_views(keys, validity, selection, out, this.#header, rows);
    else if (this.kind === 1) kernels.group_words(keys, selection, out, this.#header, rows);
    else if (this.kind === 2) kernels.group_pairs(keys, selection, out, this.#header, rows);
    else kernels.group_rows(keys, selection, out, this.#header, rows);
  }

  /** Makes each row a group of its own, but those that `selection` leaves out. Nothing may be looked up after it. */
  append(keys: number, selection: number, out: number, rows: number): void {
    this.memory.kernels.group_append(keys, selection, out, this.#header, rows);
  }

  /** Makes room for so many groups, if they are more than there is room for. */
  reserve(groups: number): void {
    this.memory.kernels.group_table_reserve(this.#header, groups);
  }

  /** Writes views to rows of keys, long strings as the table keeps them; those that `selection` leaves out are arbitrary. */
  packViews(views: number, validity: number, selection: number, out: number, stride: number, rows: number): void {
    this.memory.kernels.group_pack_view(views, validity, selection, out, stride, this.#header, rows);
  }

  /** Of views in rows of keys, makes the long ones those that the table keeps. */
  ownLong(views: number, stride: number, rows: number): void {
    this.memory.kernels.group_own_long_views(views, stride, this.#header, rows);
  }

  /** Gives back what only `assign` needs. */
  endLookups(): void {
    this.memory.kernels.group_table_seal(this.#header);
  }

  /** Count, keys, group of null. Lookups end. */
  state(): readonly number[] {
    this.endLookups();
    return [this.count, this.keys, this.nullGroup];
  }

  /** Address of the keys, which from now on stay as long as the arena. */
  handOutKeys(): number {
    this.memory.heap.setU32(this.#header + LENT, 1);
    return this.keys;
  }

  /** Takes over another's groups as its own first ones. Words that are looked up after it must ascend, others can't be. */
  adopt({ count, views: keys, nullGroup }: SealedViews): void {
    const { heap } = this.memory;
    this.free();
    heap.setU32(this.#header + KEYS, keys - this.#words * 8);
    heap.setU32(this.#header + COUNT, count);
    heap.setU32(this.#header + ROOM, count);
    heap.setU32(this.#header + NULL_GROUP, nullGroup);
    heap.setU32(this.#header + LENT, 1);
  }

  /** Strings' bytes stay: views that were read point to them. */
  free(): void {
    const { kernels, heap } = this.memory;
    kernels.group_table_seal(this.#header);
    if (heap.getU32(this.#header + LENT) === 0) heap.free(heap.getU32(this.#header + KEYS));
  }
}

export const TABLE_STATE_NUMBERS = 3;

/** What a table of strings leaves: views from number 1 on. Tables of rows leave their keys in the same place. */
interface SealedViews {
  readonly count: number;
  readonly views: number;
  readonly nullGroup: number;
}

/** The keys of a table, from its state. */
export function sealedViews(state: readonly number[]): SealedViews {
  return { count: at(state, 0), views: at(state, 1), nullGroup: at(state, 2) };
}
