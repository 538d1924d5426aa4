// Expressions as data: what the fluent API builds, the optimizer rewrites, and codegen lowers.

import type { FunctionName, OptionValue } from "../functions/index.js";
import type { ColumnType } from "../types/index.js";

export type { OptionValue };

/** A JavaScript value in an expression. */
export type LiteralValue = number | bigint | string | boolean | null | Date;

export type ExprNode =
  | { readonly kind: "Column"; readonly name: string }
  /** Several columns: names, a pattern `^…$`, a dtype, or all; expanded before anything else sees it. */
  | { readonly kind: "Columns"; readonly select: ColumnSelection; readonly exclude: readonly string[] }
  /**
   * Without `dtype` the literal takes on the type of what it meets: 1 that of any number, 1.5 that of any float.
   * With `dtype`, `value` is already in the dtype's physical form: a Date literal of Datetime(us) is a bigint of microseconds.
   */
  | { readonly kind: "Literal"; readonly value: LiteralValue; readonly dtype?: ColumnType }
  /** The members of an `isIn`; `dtype` is set by type coercion, and the values are then physical as in Literal. */
  | { readonly kind: "List"; readonly values: readonly LiteralValue[]; readonly dtype?: ColumnType }
  /** `args` are the operands; `options` the plain parameters (`round(2)`, `contains(…, literal)`), by position after them. */
  | {
      readonly kind: "Call";
      readonly fn: FunctionName;
      readonly args: readonly ExprNode[];
      readonly options: readonly OptionValue[];
      /** Over an operand of a dtype that the function does not take, null of that dtype in place of an error. */
      readonly orNull?: true;
    }
  | { readonly kind: "Cast"; readonly input: ExprNode; readonly dtype: ColumnType; readonly strict: boolean }
  | {
      readonly kind: "When";
      readonly predicate: ExprNode;
      readonly then: ExprNode;
      readonly otherwise: ExprNode;
      /** Of an aggregate's argument: rows for which the predicate is not true are no rows of it, rather than null. */
      readonly filters?: true;
    }
  | { readonly kind: "Over"; readonly input: ExprNode; readonly keys: readonly ExprNode[] }
  | { readonly kind: "Alias"; readonly input: ExprNode; readonly name: string }
  | { readonly kind: "Affix"; readonly input: ExprNode; readonly prefix: string; readonly suffix: string };

export type ColumnSelection =
  | { readonly by: "all" }
  | { readonly by: "names"; readonly names: readonly string[] }
  | { readonly by: "pattern"; readonly pattern: string }
  | { readonly by: "dtype"; readonly dtypes: readonly ColumnType[] };

/** An expression and the column it makes, after expansion and coercion: `expr` has no Columns, Alias or Affix left. */
export interface NamedExpr {
  readonly name: string;
  readonly expr: ExprNode;
}
