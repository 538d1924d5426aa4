export * from "./dtype.js";
export * from "./groups.js";
export * from "./supertype.js";
