export * from "./lib/index";
export * from "./decode/index";
