export * from "./join-table.js";
export { filterKeys, type KeyFilter } from "./key-filter.js";
