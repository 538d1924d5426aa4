export type { Asked, JoinKeys, JoinTableState } from "./build-table.js";
export * from "./join-table.js";
export { NONE as NO_ROW } from "./key-column.js";
export { filterKeys, isSelective } from "./key-filter.js";
export { markedBuckets } from "./marked-buckets.js";
export { numberStrings } from "./number-table.js";
