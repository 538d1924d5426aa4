export * from "./sort-fields";
export * from "./sort-records";
export * from "./sort-top";
