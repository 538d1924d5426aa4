// The order that sorting is tested against, in plain JavaScript.

import fc from "fast-check";
import type { SinglePhysical } from "../../src/types/index.js";
import type { TestValue } from "../support/vectors.js";

export interface TestKey {
  readonly physical: SinglePhysical;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

function compareValues(left: TestValue, right: TestValue): number {
  if (typeof left === "string") return Buffer.compare(Buffer.from(left), Buffer.from(String(right)));
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return (left as number) < (right as number) ? -1 : (left as number) > (right as number) ? 1 : 0;
}

function compareRows(keys: readonly TestKey[], left: readonly TestValue[], right: readonly TestValue[]): number {
  for (const [index, { descending, nullsLast }] of keys.entries()) {
    const a = left[index] as TestValue;
    const b = right[index] as TestValue;
    if (a === null || b === null) {
      if (a === b) continue;
      return (a === null) === nullsLast ? 1 : -1;
    }
    const order = compareValues(a, b);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** Stable, as Array.prototype.sort is. */
export function expectedOrder(keys: readonly TestKey[], rows: readonly (readonly TestValue[])[]): number[] {
  return rows.map((_, row) => row).sort((left, right) => compareRows(keys, rows[left] ?? [], rows[right] ?? []));
}

export const physicals = ["bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "view", "codes"] as const;

export const texts = [
  ...["", "a", "B", "é", "a\0", "a\0\0", "12345678", "12345678\0", "123456789", "1234567", "twelve bytes", "twelve bytes!"],
  ...[
    "a shared prefix of many bytes",
    "a shared prefix of many bytes\0",
    "a shared prefix of many bytes, then this",
    "a shared prefix of many bytes, then that",
  ],
  ...["日本", "日本語日本語日本語", "\u{1F600}", "zzzzzzzzzzzzzzzz", "zzzzzzzzzzzzzzzy"],
];

const float = fc.oneof(
  fc.constantFrom(0, -0, Number.NaN, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** -149, -(2 ** -149)),
  fc.float({ noNaN: true }),
);
export const valuesOf: Readonly<Record<SinglePhysical, fc.Arbitrary<TestValue>>> = {
  bool: fc.boolean(),
  i8: fc.integer({ min: -128, max: 127 }),
  i16: fc.integer({ min: -32768, max: 32767 }),
  i32: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  i64: fc.oneof(
    fc.bigInt({ min: -3n, max: 3n }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n),
  ),
  u8: fc.integer({ min: 0, max: 255 }),
  u16: fc.integer({ min: 0, max: 65535 }),
  u32: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  u64: fc.oneof(fc.bigInt({ min: 0n, max: 3n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.constant(2n ** 64n - 1n)),
  f32: float,
  f64: fc.oneof(float, fc.double({ noNaN: true })),
  view: fc.constantFrom(...texts),
  codes: fc.constantFrom(...texts),
};
