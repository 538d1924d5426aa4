export * from "./join-buckets";
export * from "./join-encode";
export * from "./join-expand";
export * from "./join-filter";
export * from "./join-locate";
export * from "./join-range";
export * from "./join-strings";
export * from "./join-tables";
