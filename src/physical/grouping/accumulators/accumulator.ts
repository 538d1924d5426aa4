// What all accumulators do.

import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import type { Partitions } from "../spec.js";

export interface Accumulator {
  /** Takes in a batch. Its groups may be new: `batch.count` is their number. */
  update(batch: GroupedBatch): void;
  /** Addresses and counts of what was gathered for `groups` groups; no update comes after. */
  state(groups: number): readonly number[];
  /** How many values a state lists that parts can share: absent of accumulators with a few numbers a group. */
  listed?(state: readonly number[]): number;
  /** A state laid out by partition, where `pick` needs that; the one given is used up. */
  partition?(state: readonly number[], partitions: Partitions): readonly number[];
  /** The state of some of a state's groups: what is not laid out by partition ascends by group. */
  pick(state: readonly number[], part: Part): readonly number[];
  /** Takes over another's arrays of `groups` groups as its own first groups, where it can; called before anything else. */
  adopt?(state: readonly number[], groups: number): void;
  /**
   * Takes in another's state: `batch` has a row for each of its groups, in their order, with the group here. Also called
   * in order of the states, so that sums add up in the same order for any number of threads.
   */
  merge(state: readonly number[], batch: GroupedBatch): void;
}

/** Number `index` of a state. */
export function at(state: readonly number[], index: number): number {
  const value = state[index];
  if (value === undefined) throw new Error(`floe: internal error: accumulator state without number ${index}`);
  return value;
}
