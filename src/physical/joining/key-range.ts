// Least and greatest value of a build side's key.

import type { Instance } from "../../kernels/index.js";
import type { IntegerColumn, Room } from "./key-column.js";

export interface KeyRange {
  /** 0 when no row is valid. */
  readonly least: bigint;
  /** The greatest value's distance from `least`. */
  readonly range: bigint;
  readonly validCount: number;
  /** No nulls, and each value greater than the one before. */
  readonly strictlyAscending: boolean;
  /** Strictly ascending, and each value of the range occurs. */
  readonly complete: boolean;
}

const STRICT = 2;

export function rangeOf(
  { heap, kernels }: Instance,
  { type, values }: IntegerColumn,
  validity: number,
  rowCount: number,
  room: Room,
): KeyRange {
  const out = room(24);
  kernels[`key_range_${type}`](values, validity, out, rowCount);
  const [least = 0n, greatest = 0n] = type === "u64" ? heap.view(BigUint64Array, out, 2) : heap.i64s(out, 2);
  const range = greatest - least;
  const validCount = heap.getU32(out + 16);
  const strictlyAscending = heap.getU32(out + 20) === STRICT;
  return { least, range, validCount, strictlyAscending, complete: strictlyAscending && range + 1n === BigInt(validCount) };
}
