import type { Value } from "./scan.js";

/** The first row in which two columns differ, in words. Objects of thousands of values make unreadable reports. */
export function firstDifference(actual: readonly (Value | undefined)[] | undefined, expected: readonly Value[]): string | undefined {
  if (actual === undefined) return "the column is missing";
  if (actual.length !== expected.length) return `${actual.length} rows in place of ${expected.length}`;
  const row = expected.findIndex((value, index) => !Object.is(actual[index], value));
  return row === -1 ? undefined : `row ${row}: ${String(actual[row])} in place of ${String(expected[row])}`;
}
