export { setEagerFrame } from "./eager-frame.js";
export { LazyFrame } from "./lazy-frame.js";
export type { GroupByOptions, LazyGroupBy } from "./lazy-group-by.js";
export * from "./pl.js";
export * from "./runner.js";
export type { SortOptions } from "./sort-keys.js";
export type { Keep, UniqueOptions } from "./unique-node.js";
