export * from "./define.js";
export type FunctionName = string;
