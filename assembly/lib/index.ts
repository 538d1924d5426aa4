export * from "./allocator";
export * from "./bitmap";
export * from "./scratch";
export * from "./bitmap-range";
