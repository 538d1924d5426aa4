// The kinds of work that threads are handed, by name: pipelines, and what finishes their results.

import { Pipeline, type TaskContext, type TaskRunner, type Work } from "../pipeline.js";
import type { PipelineSpec } from "../pipeline-spec.js";
import { type BuildJoinSpec, buildJoin } from "./build-join.js";
import { type ConcatSpec, concatColumn } from "./concat.js";
import { type DistinctSpec, distinctTask } from "./distinct.js";
import { type GatherSpec, gatherColumn } from "./gather.js";
import { type MergeGroupsSpec, mergeGroups } from "./merge-groups.js";
import { type NumberRowsSpec, numberRows } from "./number-rows.js";
import { type PartitionGroupsSpec, partitionGroups } from "./partition-groups.js";
import { type SortSpec, sortPart } from "./sort.js";

/** What each kind of task needs. */
export interface TaskSpecs {
  readonly pipeline: PipelineSpec;
  /** A task a column: its chunks, made one. */
  readonly concat: ConcatSpec;
  readonly gather: GatherSpec;
  readonly partitionGroups: PartitionGroupsSpec;
  readonly mergeGroups: MergeGroupsSpec;
  readonly buildJoin: BuildJoinSpec;
  readonly numberRows: NumberRowsSpec;
  /** Phases of a sort, a task a part. */
  readonly sort: SortSpec;
  readonly distinct: DistinctSpec;
}

export type TaskKind = keyof TaskSpecs;

const once =
  <Spec>(work: (context: TaskContext, spec: Spec, index: number) => unknown) =>
  (context: TaskContext, spec: Spec): TaskRunner => ({
    run: (index) => inOneStep(() => work(context, spec, index)),
    close: () => undefined,
  });

// biome-ignore lint/correctness/useYield: there is nowhere to stop in between.
function* inOneStep(work: () => unknown): Work<unknown> {
  return work();
}

export const tasks: { readonly [K in TaskKind]: (context: TaskContext, spec: TaskSpecs[K]) => TaskRunner } = {
  pipeline: (context, spec) => new Pipeline(context, spec),
  concat: once(concatColumn),
  gather: once(gatherColumn),
  partitionGroups: once(partitionGroups),
  mergeGroups: once(mergeGroups),
  buildJoin: once(buildJoin),
  numberRows: once(numberRows),
  sort: once(sortPart),
  distinct: once(distinctTask),
};
