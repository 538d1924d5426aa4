// How an error names what an operand may be: the description of the table's own operand values, found by their type.

import type * as operands from "../../functions/argument.js";
import type { Operand } from "../../functions/argument.js";

type Operands = typeof operands;

/** `a number or Bool` for Numeric | Bool. */
export type Wants<T> = {
  [K in keyof Operands]: Operands[K] extends Operand<infer U, infer Description>
    ? [T] extends [U]
      ? [U] extends [T]
        ? Description
        : never
      : never
    : never;
}[keyof Operands] extends infer Description extends string
  ? [Description] extends [never]
    ? "another type"
    : Description
  : never;
