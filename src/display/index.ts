export { shortTypeName } from "./cells.js";
export * from "./html.js";
export * from "./series.js";
export * from "./table.js";
