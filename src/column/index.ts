export * from "./batch.js";
export * from "./column.js";
