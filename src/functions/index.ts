export * from "./aliases.js";
export { type Members, members, type Operand } from "./argument.js";
export * from "./define.js";
export * from "./functions.js";
export * from "./kernel-name.js";
export { installMethods, methodsUnder, rootMethods } from "./methods.js";
export type { Option, OptionValue } from "./option.js";
export { isPerGroup, type PerGroupName } from "./per-group.js";
export { applyRule, type Rule, type RuleKind } from "./rule.js";
