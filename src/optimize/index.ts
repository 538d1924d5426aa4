export { analyse } from "./analyse.js";
export { estimateRows } from "./estimate.js";
export { type GroupJoin, groupJoinOf } from "./group-join.js";
export { optimize, optimizeSteps, type Step } from "./optimizer.js";
export { allOf, conjuncts } from "./predicates.js";
