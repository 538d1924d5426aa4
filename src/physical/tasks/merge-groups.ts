// The partial states of an aggregation made one, in the order of the rows they come from: all at once, or many groups a
// partition of the keys at a time.

import { Grouping, type GroupingResult, type GroupingSpec, type GroupingState } from "../grouping/index.js";
import type { TaskContext } from "../pipeline.js";

export interface MergeGroupsSpec {
  readonly grouping: GroupingSpec;
  readonly states: readonly GroupingState[];
  /** As many as there are tasks. */
  readonly partitions: number;
  readonly arena: number;
}

/** The groups of partition `index`. */
export function mergeGroups(
  { instance }: TaskContext,
  { grouping, states, partitions, arena }: MergeGroupsSpec,
  index: number,
): GroupingResult {
  return Grouping.merge(instance, grouping, states, arena, partitions === 1 ? undefined : index).finish();
}
