export * from "./batch.js";
export * from "./column.js";
export * from "./frame-data.js";
