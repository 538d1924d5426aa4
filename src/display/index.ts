export * from "./html.js";
export * from "./series.js";
export * from "./table.js";
