// The partial states of an aggregation, one a segment, made one, in segment order.

import type { Vector, VectorType } from "../../column/index.js";
import { Grouping, type GroupingSpec, type GroupingState } from "../grouping/index.js";
import type { TaskContext } from "../pipeline.js";

export interface MergeGroupsSpec {
  readonly grouping: GroupingSpec;
  readonly states: readonly GroupingState[];
  readonly arena: number;
}

/** All groups: the keys' vectors, then the aggregates'. */
export interface MergedGroups {
  readonly rowCount: number;
  readonly keys: readonly Vector[];
  readonly aggregates: readonly { readonly vector: Vector; readonly type: VectorType }[];
}

export function mergeGroups({ instance }: TaskContext, spec: MergeGroupsSpec): MergedGroups {
  const merged =
    spec.states.length === 0
      ? new Grouping(instance, spec.grouping, spec.arena)
      : Grouping.merge(instance, spec.grouping, spec.states, spec.arena);
  return merged.finish();
}
