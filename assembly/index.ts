export * from "./lib/index";
