export * from "./compile.js";
export { fuse } from "./fused/fuse.js";
export * from "./interpreter.js";
export type { NamedVectorType } from "./lower.js";
export { mayRaise, type Program } from "./program.js";
export * from "./selection.js";
