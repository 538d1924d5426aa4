export type { AggregateResult } from "./aggregate-reader.js";
export { owned } from "./aggregate-type.js";
export { appearanceOrder } from "./appearance-order.js";
export { distinctRows, type Keep } from "./distinct.js";
export { Grouping, type GroupingResult } from "./grouping.js";
export { type MergePlan, planMerge } from "./merge-plan.js";
export { type RowNumbers, rowNumbers } from "./row-numbers.js";
export { GroupingSegment } from "./segment.js";
export type { AggregateCall, AggregateName, GroupingSpec, GroupingState } from "./spec.js";
