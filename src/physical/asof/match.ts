// As-of matches: for each left row the right row that is nearest in the key, in one pass over both sides, which are sorted.

import type { AsofStrategy } from "../../plan/index.js";
import { NO_ROW } from "../move.js";

/** Rows of one side: keys, in which nulls are skipped, and groups, of which -1 matches nothing. */
export interface AsofSide {
  readonly rowCount: number;
  readonly keys: Float64Array | BigInt64Array | BigUint64Array;
  isValid(row: number): boolean;
  group(row: number): number;
}

/** The first row whose key is less than that of a row of its group before it. */
export function firstUnsorted({ rowCount, keys, isValid, group }: AsofSide, groupCount: number): number | undefined {
  const last = new Array<number | bigint | undefined>(groupCount);
  for (let row = 0; row < rowCount; row++) {
    const of = group(row);
    if (of < 0 || !isValid(row)) continue;
    const key = keys[row] as number | bigint;
    const before = last[of];
    if (before !== undefined && isLess(key, before)) return row;
    last[of] = key;
  }
  return undefined;
}

/** NaN is the greatest. */
function isLess(one: number | bigint, other: number | bigint): boolean {
  return one < other || (Number.isNaN(other) && !Number.isNaN(one));
}

/** Writes the right row of each left row to `out`, NO_ROW where there is none within `tolerance`. */
export function matchAsof(
  left: AsofSide,
  right: AsofSide,
  groupCount: number,
  strategy: AsofStrategy,
  /** Of keys that are bigints a bigint, or infinite. */
  tolerance: number | bigint | undefined,
  out: Uint32Array,
): void {
  const { rows, starts } = rowsByGroup(right, groupCount);
  // The first right row of each group whose key is not less than (backward, nearest: is greater than) that of the left row.
  const next = starts.slice(0, groupCount);
  const keys = right.keys;
  for (let row = 0; row < left.rowCount; row++) {
    const group = left.group(row);
    out[row] = NO_ROW;
    if (group < 0 || !left.isValid(row)) continue;
    const key = left.keys[row] as number | bigint;
    const [start, end] = [starts[group] as number, starts[group + 1] as number];
    let at = next[group] as number;
    if (strategy === "forward") while (at < end && isLess(keys[rows[at] as number] as number | bigint, key)) at++;
    else while (at < end && !isLess(key, keys[rows[at] as number] as number | bigint)) at++;
    next[group] = at;
    const place = strategy === "forward" ? at : strategy === "backward" ? at - 1 : nearest(keys, rows, at, start, end, key);
    if (place < start || place >= end) continue;
    const found = rows[place] as number;
    if (tolerance === undefined || distance(keys[found] as number | bigint, key) <= tolerance) out[row] = found;
  }
}

/** Of the places before and from `at`; of rows that are equally near the last. */
function nearest(keys: AsofSide["keys"], rows: Uint32Array, at: number, start: number, end: number, key: number | bigint): number {
  if (at >= end) return at - 1;
  const above = keys[rows[at] as number] as number | bigint;
  if (at > start && distance(keys[rows[at - 1] as number] as number | bigint, key) < distance(above, key)) return at - 1;
  let last = at;
  while (last + 1 < end && keys[rows[last + 1] as number] === above) last++;
  return last;
}

function distance(one: number | bigint, other: number | bigint): number | bigint {
  // Infinities have no difference.
  if (one === other) return 0;
  const difference = typeof one === "bigint" ? one - (other as bigint) : one - (other as number);
  return difference < 0 ? -difference : difference;
}

/** The rows of each group that have a key, in their order; those of group g from `starts[g]` to `starts[g + 1]`. */
function rowsByGroup({ rowCount, isValid, group }: AsofSide, groupCount: number): { rows: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(groupCount + 1);
  const has = (row: number): boolean => group(row) >= 0 && isValid(row);
  for (let row = 0; row < rowCount; row++) if (has(row)) starts[group(row) + 1]!++;
  for (let at = 0; at < groupCount; at++) starts[at + 1]! += starts[at] as number;
  const ends = starts.slice(0, groupCount);
  const rows = new Uint32Array(starts[groupCount] as number);
  for (let row = 0; row < rowCount; row++) if (has(row)) rows[ends[group(row)]!++] = row;
  return { rows, starts };
}
