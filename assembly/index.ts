export * from "./decode/index";
export * from "./hash/index";
export * from "./kernels/index";
export * from "./lib/index";
export * from "./lists/index";
export * from "./sort/index";
export * from "./text/index";
