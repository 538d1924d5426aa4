export * from "./match";
export * from "./measure";
export * from "./rewrite";
export * from "./search";
