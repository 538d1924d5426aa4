// Equality of expressions, by a text for each. Made of the texts of its parts, which are kept: rules and codegen ask for the
// same ones again and again.

import { assertNever } from "../errors/index.js";
import { type ColumnType, formatType } from "../types/index.js";
import type { ExprNode, LiteralValue } from "./node.js";

const keys = new WeakMap<ExprNode, string>();

/** Equal texts exactly for equal expressions. */
export function exprKey(node: ExprNode): string {
  if (node.kind === "Column") return JSON.stringify(node.name);
  let key = keys.get(node);
  if (key === undefined) {
    key = keyOf(node);
    keys.set(node, key);
  }
  return key;
}

export function sameExpr(left: ExprNode, right: ExprNode): boolean {
  return left === right || (left.kind === right.kind && exprKey(left) === exprKey(right));
}

/** Names of functions begin with a small letter, those of kinds with a capital. */
function keyOf(node: Exclude<ExprNode, { kind: "Column" }>): string {
  switch (node.kind) {
    case "Call":
      return `${node.fn}${node.orNull ? "?" : ""}(${node.args.map(exprKey).join()};${node.options.map(valueKey).join()})`;
    case "Literal":
      return `Literal(${valueKey(node.value)}${typeKey(node.dtype)})`;
    case "List":
      return `List(${node.values.map(valueKey).join()}${typeKey(node.dtype)})`;
    case "Cast":
      return `Cast(${exprKey(node.input)}${typeKey(node.dtype)}${node.strict ? "!" : ""})`;
    case "When":
      return `When(${exprKey(node.predicate)},${exprKey(node.then)},${exprKey(node.otherwise)}${node.filters ? ";filters" : ""})`;
    case "Over":
      return `Over(${exprKey(node.input)};${node.keys.map(exprKey).join()})`;
    case "Alias":
      return `Alias(${exprKey(node.input)},${JSON.stringify(node.name)})`;
    case "Affix":
      return `Affix(${exprKey(node.input)},${JSON.stringify([node.prefix, node.suffix])})`;
    case "Columns":
      return `Columns(${JSON.stringify([node.select, node.exclude])})`;
    default:
      return assertNever(node, "expression");
  }
}

const typeKey = (dtype: ColumnType | undefined): string => (dtype === undefined ? "" : `:${formatType(dtype)}`);

function valueKey(value: LiteralValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  return Object.is(value, -0) ? "-0" : String(value);
}
