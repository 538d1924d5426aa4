// What a group-by computes and what its threads hand to each other: plain data.

import type { VectorType } from "../../column/index.js";
import type { OptionValue } from "../../expr/index.js";
import type { aggregates } from "../../functions/aggregate.js";

/** Lists of some of a group's values are made of all of them, but for the best few. */
export type AggregateName = keyof typeof aggregates | "topK" | "bottomK";

export interface AggregateCall {
  readonly fn: AggregateName;
  /** Index into the spec's inputs; absent for `len`. */
  readonly input?: number;
  readonly options: readonly OptionValue[];
}

export interface GroupingSpec {
  readonly keys: readonly VectorType[];
  readonly inputs: readonly VectorType[];
  readonly aggregates: readonly AggregateCall[];
  /** The only key is the number of the group, from 0 to this, u32: the result has all groups, in order and without the key. */
  readonly numbered?: number;
}

/** A partial result in memory of the query's arena: counts and addresses, for `Grouping.merge` on any thread. */
export interface GroupingState {
  readonly groups: number;
  readonly keys: readonly number[];
  readonly accumulators: readonly (readonly number[])[];
  /** Values in lists of the accumulators. */
  readonly listed: number;
  /** Nearly every row was the first of its group. */
  readonly futile: boolean;
  /** Absent where keys are few - then merging is cheap - and while they ascend. */
  readonly partitions?: Partitions;
  /** The address of the groups' keys, words that ascend as signed numbers. */
  readonly ascending?: number;
}

/** Groups by partition of their keys: of the hash, or of the slot where they have one. */
export interface Partitions {
  /** Address of u32 group numbers, from 0, side by side by partition, ascending in each. */
  readonly indices: number;
  /** Address of the u8 partition of each group. */
  readonly byGroup: number;
  /** Where each partition starts among the indices, and the end of the last. */
  readonly starts: readonly number[];
}
