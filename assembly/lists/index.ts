export * from "./explode";
export * from "./flatten";
export * from "./measure";
export * from "./pick";
export * from "./rearrange";
export * from "./text";
