export * from "./allocator";
export * from "./scratch";
