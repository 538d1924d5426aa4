export type * from "./methods.js";
export type * from "./node.js";
export type * from "./resolve.js";
export type * from "./wants.js";
