export * from "./castable.js";
export * from "./coerce.js";
export { type Comparison, call, flipped, isComparison } from "./comparison.js";
export * from "./expand.js";
export { integerRange, type Literal, literalType, literalTypeBeside, physicalValue, typedLiteral } from "./literal.js";
export * from "./node.js";
export * from "./place.js";
export * from "./resolve-dtype.js";
export * from "./walk.js";
