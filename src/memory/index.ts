export * from "./allocation.js";
export * from "./heap.js";
