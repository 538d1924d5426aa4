// A list of values, each with its group: what accumulators gather that need more of a group than a few numbers.

import type { ArenaMemory } from "../arena-memory.js";
import type { Part } from "../part.js";
import { partitionRows } from "../partition.js";
import type { Partitions } from "../spec.js";
import { at } from "./accumulator.js";

const ROOM_START = 1024;

export class GroupedValues {
  /** Rows of the list: a u32 group, from 1, and eight bytes of value. */
  count = 0;
  #room = 0;
  #groups = 0;
  #values = 0;

  constructor(private readonly memory: ArenaMemory) {
    memory.gather(this);
  }

  free(): void {
    this.replace(0, 0);
  }

  /** Address of the groups, and of the values. They move when room is made. */
  get groups(): number {
    return this.#groups;
  }
  get values(): number {
    return this.#values;
  }

  /** Makes room for `more` rows after those that are there. */
  ensure(more: number): void {
    if (this.count + more <= this.#room) return;
    const { heap } = this.memory;
    this.#room = Math.max(this.count + more, this.#room * 2, ROOM_START);
    const groups = this.memory.alloc(this.#room * 4);
    const values = this.memory.alloc(this.#room * 8);
    if (this.count > 0) {
      heap.bytes(groups, this.count * 4).set(heap.bytes(this.#groups, this.count * 4));
      heap.bytes(values, this.count * 8).set(heap.bytes(this.#values, this.count * 8));
    }
    this.replace(groups, values);
  }

  /** Puts other blocks of the same room in the place of these, which are freed. */
  replace(groups: number, values: number): void {
    this.memory.heap.free(this.#groups);
    this.memory.heap.free(this.#values);
    this.#groups = groups;
    this.#values = values;
  }

  /** Lays the rows side by side by group. Gives the address of u32s: where each of `groups` groups, and group 0, starts, and the end. */
  sort(groups: number): number {
    const { kernels } = this.memory;
    const starts = this.memory.zeros((groups + 2) * 4);
    kernels.agg_count_into(this.#groups, starts, this.count);
    kernels.agg_ends(starts, groups + 2);
    const values = this.memory.alloc(this.#room * 8);
    kernels.agg_scatter(this.#values, this.#groups, values, starts, this.count);
    const sorted = this.memory.alloc(this.#room * 4);
    kernels.group_of_starts(starts, sorted, groups + 1);
    this.replace(sorted, values);
    return starts;
  }

  state(): readonly number[] {
    return [this.count, this.#groups, this.#values, 0, 1];
  }

  /** Appends a list's state with groups from `groups`, the address of u32s by the state's groups. */
  merge(state: readonly number[], groups: number): void {
    const [count, theirGroups, theirValues, base, isOwner] = [0, 1, 2, 3, 4].map((index) => at(state, index)) as ListState;
    this.ensure(count);
    const { heap, kernels } = this.memory;
    kernels.group_remap(theirGroups, groups - (base + 1) * 4, this.#groups + this.count * 4, count);
    heap.bytes(this.#values + this.count * 8, count * 8).set(heap.bytes(theirValues, count * 8));
    this.count += count;
    if (isOwner === 0) return;
    heap.free(theirGroups);
    heap.free(theirValues);
  }
}

/** Count, groups, values, the number before the first group's, and whether the blocks are the state's own: then merging frees them. */
type ListState = [number, number, number, number, number];

/** Numbers of a list's state, before where the partitions start. */
export const LIST_STATE_NUMBERS = 5;

/** A list's state laid side by side by partition; then comes where the partitions start. The state's blocks are freed. */
export function partitionList(memory: ArenaMemory, state: readonly number[], { byGroup }: Partitions): readonly number[] {
  const { heap, kernels } = memory;
  const [count, groups, values] = [at(state, 0), at(state, 1), at(state, 2)];
  const { indices, starts } = partitionRows(memory, byGroup, groups, 4, count);
  const ordered = { groups: memory.alloc(count * 4), values: memory.alloc(count * 8) };
  kernels.group_gather_32(groups, indices, ordered.groups, count);
  kernels.group_gather_64(values, indices, ordered.values, count);
  for (const block of [indices, groups, values]) heap.free(block);
  return [count, ordered.groups, ordered.values, 0, 1, ...starts];
}

/** The rows of a list's state that are of the part's groups, as a state. */
export function pickList(state: readonly number[], starts: readonly number[], part: Part): readonly number[] {
  const { from, count } = part.rowsOf(at(state, 1), at(state, 0), starts);
  const { groups, base } = part.renumbered(at(state, 1) + from * 4, count);
  return [count, groups, at(state, 2) + from * 8, base, 0];
}
