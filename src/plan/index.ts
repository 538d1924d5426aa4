export * from "./node.js";
export * from "./source.js";
