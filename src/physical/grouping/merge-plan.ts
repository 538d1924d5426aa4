// Into which parts the partial states of many groups are cut, so that threads can merge them side by side: by ranges of the keys while
// these ascend in every state, as those of clustered rows do, else by partitions of their hash. Where keys ascend from state to state as
// well, a range is a state, and the groups that two have in common.

import type { Heap } from "../../memory/index.js";
import { PARTITIONS } from "./partition.js";
import type { GroupingState } from "./spec.js";

/** Plain data: a task takes part `index` of all states. The number of parts doesn't depend on the threads, so nor do results. */
export type MergePlan =
  | { readonly kind: "whole"; readonly parts: 1 }
  | { readonly kind: "hashed"; readonly parts: number }
  | {
      readonly kind: "ranges";
      readonly parts: number;
      /** By state: where each part starts among its groups, and the end of the last. */
      readonly cuts: readonly (readonly number[])[];
      /** Groups come out by first appearance. */
      readonly inOrder: boolean;
    };

/** With fewer groups in all states together one thread merges faster than several are woken; hashed ones they must gather as well. */
const RANGED_GROUPS_MIN = 1 << 15;
const HASHED_GROUPS_MIN = 1 << 18;
const PARTS_MIN = 32;
/** Of partial groups, in a part: then its tables are in cache, and its task is worth its start. */
const PART_GROUPS = 1 << 15;
/** Values in lists that take as long as a group of a few numbers. */
const LISTED_PER_GROUP = 4;
/** Keys of each state among which the ends of ranges are chosen. */
const SAMPLES = 64;

/** `hashed` needs `partitions` in all states that have groups: see `Grouping.partition`. */
export function planMerge(heap: Heap, states: readonly GroupingState[], groupsMin?: number): MergePlan {
  const filled = states.filter(({ groups }) => groups > 0);
  const groups = filled.reduce((sum, state) => sum + state.groups + state.listed / LISTED_PER_GROUP, 0);
  const isHashed = filled.some(({ ascending }) => ascending === undefined);
  const whole = filled.length < 2 || groups < (groupsMin ?? (isHashed ? HASHED_GROUPS_MIN : RANGED_GROUPS_MIN));
  if (whole || filled.some(({ ascending, partitions }) => ascending === undefined && partitions === undefined)) {
    return { kind: "whole", parts: 1 };
  }
  const parts = Math.min(Math.max(PARTS_MIN, 2 ** Math.round(Math.log2(groups / PART_GROUPS))), PARTITIONS);
  if (isHashed) return { kind: "hashed", parts };
  const borders = stateBorders(heap, filled);
  const ends = borders ?? rangeEnds(heap, filled, parts);
  const cuts = states.map((state) => [0, ...ends.map((end) => keysBefore(heap, state, end)), state.groups]);
  return { kind: "ranges", parts: ends.length + 1, cuts, inOrder: borders !== undefined };
}

/** Keys at which a state starts that the state before has not; undefined if a state's keys are not all after those before it. */
function stateBorders(heap: Heap, states: readonly GroupingState[]): bigint[] | undefined {
  const borders: bigint[] = [];
  for (const [index, { ascending = 0, groups }] of states.slice(0, -1).entries()) {
    const last = heap.i64s(ascending, groups)[groups - 1] as bigint;
    const next = heap.i64s(states[index + 1]?.ascending ?? 0, 1)[0] as bigint;
    if (next < last) return undefined;
    borders.push(next > last ? next : last + 1n);
  }
  return [...new Set(borders)];
}

/** Of numbered groups, of which each state has all or none. */
export function planNumberedMerge(states: readonly GroupingState[], groupCount: number): MergePlan {
  const filled = states.filter(({ groups }) => groups > 0).length;
  if (filled === 0 || filled * groupCount < RANGED_GROUPS_MIN) return { kind: "whole", parts: 1 };
  const all = Array.from({ length: PARTS_MIN + 1 }, (_, part) => Math.floor((groupCount * part) / PARTS_MIN));
  return { kind: "ranges", parts: PARTS_MIN, cuts: states.map(({ groups }) => (groups === 0 ? [] : all)), inOrder: false };
}

/** Keys at which ranges with about equally many groups start, but the first. */
function rangeEnds(heap: Heap, states: readonly GroupingState[], parts: number): bigint[] {
  const samples = states.flatMap(({ ascending = 0, groups }) => {
    const keys = heap.i64s(ascending, groups);
    return Array.from({ length: SAMPLES }, (_, sample) => keys[Math.floor((sample * groups) / SAMPLES)] as bigint);
  });
  samples.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const ends = Array.from({ length: parts - 1 }, (_, end) => samples[Math.floor(((end + 1) * samples.length) / parts)] as bigint);
  return [...new Set(ends)];
}

/** How many of the state's keys are less than `end`. */
function keysBefore(heap: Heap, { ascending = 0, groups }: GroupingState, end: bigint): number {
  const keys = heap.i64s(ascending, groups);
  let [low, high] = [0, groups];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as bigint) < end) low = middle + 1;
    else high = middle;
  }
  return low;
}
