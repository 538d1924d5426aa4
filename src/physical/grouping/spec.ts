// What a group-by computes and what its threads hand to each other: plain data.

import type { VectorType } from "../../column/index.js";
import type { OptionValue } from "../../expr/index.js";
import type { aggregates } from "../../functions/aggregate.js";

export type AggregateName = keyof typeof aggregates;

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
}

/** A partial result in memory of the query's arena: counts and addresses, for `Grouping.merge` on any thread. */
export interface GroupingState {
  readonly groups: number;
  readonly keys: readonly number[];
  readonly accumulators: readonly (readonly number[])[];
}
