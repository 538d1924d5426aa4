import fc from "fast-check";
import { describe, it } from "vitest";
import type { SinglePhysical } from "../../src/types/index.js";
import type { TestValue } from "../support/vectors.js";
import { type Case, check, type Rows, type Side } from "./support.js";

const float = fc.constantFrom(0, -0, Number.NaN, 1, 1.5, -2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const texts = [
  "",
  "a",
  "b",
  "twelve bytes",
  "thirteen byte",
  "thirteen bytf",
  "a much longer string than fits",
  "a much longer string than fitt",
  "é",
  "日本語日本語日本語",
];
const text = fc.constantFrom(...texts);
const wideBigints = fc.constantFrom(-(2n ** 63n), -1n, 0n, 1n, 2n ** 32n, 2n ** 63n - 1n);

const valuesOf: Readonly<Record<SinglePhysical, fc.Arbitrary<TestValue>>> = {
  bool: fc.boolean(),
  i8: fc.integer({ min: -128, max: 127 }),
  i16: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(-32768, 32767)),
  i32: fc.oneof(fc.integer({ min: -5, max: 20 }), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1)),
  i64: fc.oneof(fc.bigInt({ min: -9n, max: 9n }), wideBigints),
  u8: fc.integer({ min: 0, max: 255 }),
  u16: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(65535)),
  u32: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(2 ** 32 - 1)),
  u64: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.constantFrom(2n ** 63n, 2n ** 64n - 1n)),
  f32: float,
  f64: float,
  view: text,
  codes: text,
};

const sidePairs: readonly (readonly [Side, Side])[] = [
  ...(["bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "view"] as const).map(
    (physical) => [{ physical }, { physical }] as const,
  ),
  [
    { physical: "codes", dictionary: texts },
    { physical: "codes", dictionary: texts },
  ],
  [
    { physical: "codes", dictionary: texts },
    { physical: "codes", dictionary: ["only here", ...texts.toReversed()] },
  ],
  [{ physical: "codes", dictionary: texts }, { physical: "view" }],
  [{ physical: "view" }, { physical: "codes", dictionary: texts }],
];

function rowsOf(sides: readonly Side[], nulls: boolean): fc.Arbitrary<Rows> {
  const values = sides.map(({ physical }) => (nulls ? fc.option(valuesOf[physical], { freq: 4 }) : valuesOf[physical]));
  return fc.array(fc.tuple(...values), { maxLength: 100 });
}

function caseOf(pairs: readonly (readonly [Side, Side])[]): fc.Arbitrary<Case> {
  const build = pairs.map(([side]) => side);
  const probe = pairs.map(([, side]) => side);
  return fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()).chain(([buildNulls, probeNulls, selected]) =>
    fc
      .record({
        buildRows: rowsOf(build, buildNulls),
        probeRows: rowsOf(probe, probeNulls),
        bits: fc.array(fc.boolean(), { minLength: 100, maxLength: 100 }),
        isSparse: fc.boolean(),
      })
      .map(({ buildRows, probeRows, bits, isSparse }) => ({
        build,
        probe,
        buildRows,
        probeRows,
        ...(selected ? { selection: probeRows.map((_, row) => bits[row] === true && (!isSparse || row % 10 === 3)) } : {}),
      })),
  );
}

describe("JoinTable", () => {
  it.each(sidePairs.map(([build, probe]) => ({ name: `${build.physical} with ${probe.physical}`, build, probe })))(
    "joins $name",
    ({ build, probe }) => {
      fc.assert(
        fc.property(caseOf([[build, probe]]), (test) => void check(test)),
        { numRuns: 60 },
      );
    },
  );

  it("joins on several keys of any types", () => {
    const sides = fc.array(fc.constantFrom(...sidePairs), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(sides.chain(caseOf), (test) => void check(test)),
      { numRuns: 200 },
    );
  });
});
