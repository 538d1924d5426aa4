export * from "./reader.js";
export * from "./source.js";
export type { ParquetSpec } from "./spec.js";
export * from "./write.js";
