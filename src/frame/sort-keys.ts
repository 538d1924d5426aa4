// The forms in which `sort` takes its keys and options.

import type { SortKey } from "../plan/index.js";
import { flagPerKey, inputNodes, isOptions } from "./arguments.js";

export interface SortOptions {
  /** One for all keys, or one for each. */
  readonly descending?: boolean | readonly boolean[];
  /** Nulls come first otherwise, in both directions. */
  readonly nullsLast?: boolean | readonly boolean[];
  /** Rows with equal keys keep their order; they always do. */
  readonly maintainOrder?: boolean;
}

type Flags = boolean | readonly boolean[];

export function sortKeys(by: unknown, second: Flags | SortOptions | undefined, third: Flags | undefined): SortKey[] {
  if (isOptions(by) && "by" in by) return sortKeys(by.by, by as SortOptions, undefined);
  const options: SortOptions = isOptions(second)
    ? second
    : { ...(second !== undefined && { descending: second }), ...(third !== undefined && { nullsLast: third }) };
  const nodes = inputNodes([by], "sort");
  const descending = flagPerKey(options.descending, nodes.length, "sort: descending");
  const nullsLast = flagPerKey(options.nullsLast, nodes.length, "sort: nullsLast");
  return nodes.map((expr, index) => ({ expr, descending: descending[index] === true, nullsLast: nullsLast[index] === true }));
}
