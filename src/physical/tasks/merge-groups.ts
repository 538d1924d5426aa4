// The partial states of an aggregation made one, in the order of the rows they come from: all at once, or of many groups a
// part at a time.

import { Grouping, type GroupingResult, type GroupingSpec, type GroupingState, type MergePlan } from "../grouping/index.js";
import type { TaskContext } from "../pipeline.js";

export interface MergeGroupsSpec {
  readonly grouping: GroupingSpec;
  readonly states: readonly GroupingState[];
  /** A task for each of its parts. */
  readonly plan: MergePlan;
  /** Whether `appearanceOrder` will be asked for. */
  readonly ordered: boolean;
  readonly arena: number;
}

/** The groups of part `index`. */
export function mergeGroups({ instance }: TaskContext, spec: MergeGroupsSpec, index: number): GroupingResult {
  return Grouping.merge(instance, spec.grouping, spec.states, spec.arena, spec.plan, index, spec.ordered).finish();
}
