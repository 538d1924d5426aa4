// Rows of an eager frame by the values of keys, to be aggregated at once.

import type { Grouped, LazyGroupBy } from "./lazy-group-by.js";
import type { DataFrame } from "./typing/eager.js";
import type { AggInputs, InputList, Listed } from "./typing/inputs.js";

/** `K`: the keys, as types. */
export class GroupBy<S, K extends readonly unknown[]> {
  constructor(private readonly groups: LazyGroupBy<S, K>) {}

  /** The keys, and one value of each aggregate for every group; see `LazyGroupBy.agg`. */
  agg<const E extends InputList<S>>(...exprs: AggInputs<S, E>): DataFrame<Grouped<S, K, Listed<E>>> {
    return this.groups.agg<E>(...exprs).collectSync();
  }

  /** The keys, and the number of rows of every group as `len`. */
  len(): ReturnType<ReturnType<LazyGroupBy<S, K>["len"]>["collectSync"]> {
    return this.groups.len().collectSync();
  }
}
