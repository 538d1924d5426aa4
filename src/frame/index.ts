export { frameFromValues } from "./construct.js";
export { createDataFrame, type DataFrame } from "./data-frame.js";
export { setEagerFrame } from "./eager-frame.js";
export { fromArrow } from "./from-arrow.js";
export { LazyFrame } from "./lazy-frame.js";
export * from "./pl.js";
export * from "./runner.js";
export { Series, seriesFromValues } from "./series.js";
export type { Keep } from "./unique-node.js";
