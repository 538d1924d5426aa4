// Aggregates of one value, such as `lit(2).sum()` or `col("a").max().sum()`: of the value alone, not once for each row. They need no
// accumulator then: each is the value itself, or computed from it.

import { Bool, type ColumnType, UInt32 } from "../types/index.js";
import { call } from "./comparison.js";
import { typedLiteral } from "./literal.js";
import type { ExprNode } from "./node.js";
import type { Call } from "./shape.js";

/** `node` over `value`, with the result dtype that `node` has. Not coerced yet. */
export function aggregateOfScalar(node: Call, value: ExprNode, dtype: ColumnType): ExprNode {
  const as = (input: ExprNode): ExprNode => ({ kind: "Cast", input, dtype, strict: false });
  const [option] = node.options;
  switch (node.fn) {
    case "min":
    case "max":
    case "first":
    case "last":
    case "mean":
    case "median":
    case "quantile":
      return as(value);
    case "sum":
      return dtype.kind === "Null" ? value : call("fillNull", as(value), typedLiteral(0, dtype));
    case "count":
      return as(call("isNotNull", value));
    case "argMin":
    case "argMax": {
      const [then, otherwise] = [typedLiteral(null, UInt32), typedLiteral(0, UInt32)];
      return { kind: "When", predicate: call("isNull", value), then, otherwise };
    }
    case "len":
    case "nUnique":
      return typedLiteral(1, UInt32);
    case "std":
    case "var":
      // No difference from the mean, but to NaN and infinity.
      return option === 0 ? call("sub", as(value), as(value)) : typedLiteral(null, dtype);
    case "any":
    case "all":
      return option === false ? value : call("fillNull", value, typedLiteral(node.fn === "all", Bool));
    default:
      throw new Error(`floe: internal error: no aggregate ${node.fn} of one value`);
  }
}
