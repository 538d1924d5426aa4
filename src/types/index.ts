export * from "./dtype.js";
export * from "./from-values.js";
export * from "./groups.js";
export * from "./problem.js";
export * from "./promote.js";
export * from "./schema.js";
export * from "./supertype.js";
