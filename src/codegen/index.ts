export * from "./compile.js";
export { fuse } from "./fused/fuse.js";
export * from "./interpreter.js";
export type { NamedVectorType } from "./lower.js";
export type { Instruction, Program } from "./program.js";
export * from "./selection.js";
