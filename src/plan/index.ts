export * from "./explain.js";
export * from "./join-columns.js";
export * from "./node.js";
export * from "./resolve.js";
export * from "./schema.js";
export * from "./source.js";
export * from "./walk.js";
