// The dtype of what an expression makes.

import type { ColumnType, Schema } from "../types/index.js";
import { coerce } from "./coerce.js";
import type { ExprNode } from "./node.js";
import type { Place } from "./place.js";

/** Of an expanded expression, coerced or not: the same either way. @throws as `coerce` */
export function dtypeOf(node: ExprNode, schema: Schema, place?: Place): ColumnType {
  return coerce(node, schema, place).dtype;
}
