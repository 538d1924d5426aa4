export type * from "./methods.js";
// `Call` is a node at run time as well.
export type {
  Affixed,
  Bare,
  Call as CallType,
  Cast,
  Col,
  Each,
  Excluding,
  Lit,
  Over,
  Pattern,
  Several,
  Spelt,
  SpeltFor,
  When,
} from "./node.js";
export type * from "./resolve.js";
export type * from "./wants.js";
