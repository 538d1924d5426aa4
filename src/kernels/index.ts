export * from "./current.js";
export * from "./load.js";
