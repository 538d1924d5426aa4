// `pl.select`: expressions over no frame.

import { createDataFrame } from "./data-frame.js";
import type { DataFrame } from "./typing/eager.js";
import type { InputList, Inputs, Listed } from "./typing/inputs.js";
import type { Outputs } from "./typing/outputs.js";

/** The schema without columns. */
type None = Readonly<Record<never, never>>;

/**
 * A row of expressions over literals.
 * @example pl.select(pl.lit(1).alias("one"), pl.lit("x").alias("text"))
 */
export function select<const E extends InputList<None>>(...exprs: Inputs<None, E>): DataFrame<Outputs<None, Listed<E>>> {
  return createDataFrame<None>({ columns: [], height: 0 }).select<E>(...exprs);
}
