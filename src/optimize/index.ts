export { analyse } from "./analyse.js";
export { optimize, optimizeSteps, type Step } from "./optimizer.js";
