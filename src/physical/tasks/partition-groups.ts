// Partial states of an aggregation whose keys ascend, laid out by partition of their hash: others' keys don't ascend.

import { Grouping, type GroupingSpec, type GroupingState } from "../grouping/index.js";
import type { TaskContext } from "../pipeline.js";

export interface PartitionGroupsSpec {
  readonly grouping: GroupingSpec;
  /** As many as there are tasks. */
  readonly states: readonly GroupingState[];
  readonly arena: number;
}

export function partitionGroups({ instance }: TaskContext, { grouping, states, arena }: PartitionGroupsSpec, index: number): GroupingState {
  return new Grouping(instance, grouping, arena).partition(states[index] as GroupingState);
}
