export * from "./edges";
export * from "./match";
export * from "./measure";
export * from "./replace";
export * from "./rewrite";
export * from "./search";
