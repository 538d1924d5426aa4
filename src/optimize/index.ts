export { analyse } from "./analyse.js";
export { estimateRows } from "./estimate.js";
export { optimize, optimizeSteps, type Step } from "./optimizer.js";
