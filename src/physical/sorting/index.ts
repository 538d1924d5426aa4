export { argSort } from "./arg-sort.js";
export { SortJob, type SortJobState } from "./sort-job.js";
export type { SortColumn } from "./sort-key.js";
export { TopFilter, type TopFilterState } from "./top-filter.js";
