import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BATCH_ROWS, type VectorType } from "../../src/column/index.js";
import { chooseStrategy } from "../../src/physical/grouping/strategy.js";
import {
  Bool,
  Categorical,
  Date_,
  Datetime,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  UInt8,
  UInt32,
  UInt64,
  Utf8,
} from "../../src/types/index.js";
import { columnOf, group, oracleGroups, type TestRows, vectorType } from "./support.js";

const any = [Bool, Int8, Int16, Int32, Int64, UInt8, UInt32, UInt64, Float32, Float64, Utf8, Categorical, Date_, Datetime("us")];
const keyType = fc.tuple(fc.constantFrom(...any), fc.boolean()).map(([dtype, nullable]) => vectorType(dtype, nullable));
const keySets: [string, fc.Arbitrary<VectorType[]>, string?][] = [
  ["one key of any type", fc.tuple(keyType)],
  ["two keys of any type", fc.tuple(keyType, keyType)],
  ["five keys of any type", fc.tuple(keyType, keyType, keyType, keyType, keyType)],
  ["a word in place", fc.constant([vectorType(Int64, false)]), "rows"],
  ["one nullable string", fc.constant([vectorType(Utf8, true)]), "strings"],
  ["two strings", fc.constant([vectorType(Utf8, true), vectorType(Utf8, false)]), "rows"],
  ["strings of a dictionary", fc.constant([vectorType(Utf8, true, { physical: "codes" }), vectorType(Categorical, false)]), "direct"],
  ["codes, a bool and a byte", fc.constant([vectorType(UInt8, true), vectorType(Bool, true), vectorType(Categorical, true)]), "direct"],
  ["floats", fc.constant([vectorType(Float64, true), vectorType(Float32, false)]), "rows"],
  ["no key", fc.constant([]), "single"],
];

const lengths = fc.constantFrom(0, 1, 7, 8, 9, 63, 64, 65, 300);

function rowsOf(types: VectorType[], rowCount: number): fc.Arbitrary<TestRows> {
  const selected = fc.option(fc.array(fc.boolean(), { minLength: rowCount, maxLength: rowCount }), { nil: undefined });
  return fc.record({
    keys: fc.tuple(...types.map((type) => columnOf(type, rowCount))),
    inputs: fc.constant([]),
    selected,
    rowCount: fc.constant(rowCount),
  });
}

describe("keys", () => {
  it.each(keySets)("groups by %s, in order of first appearance, over any segments", (_, types, strategy) => {
    const rows = fc.tuple(types, lengths).chain(([keys, rowCount]) => rowsOf(keys, rowCount));
    const cuts = fc.array(fc.nat(300), { maxLength: 4 });
    fc.assert(
      fc.property(rows, cuts, fc.constantFrom(1, 64, 100, 1000), (query, segments, batchRows) => {
        if (strategy !== undefined) expect(chooseStrategy(query.keys.map(({ type }) => type)).kind).toBe(strategy);
        const groups = oracleGroups(query);
        const result = group(query, [{ fn: "len", options: [] }], segments, batchRows);
        expect(result.rowCount).toBe(groups.length);
        expect(result.aggregates[0]).toEqual(groups.map((group) => group.length));
        // toEqual tells -0 from 0: keys read out as first seen.
        expect(result.keys).toEqual(query.keys.map(({ cells }) => groups.map((group) => cells[group[0] as number])));
      }),
      { numRuns: 60 },
    );
  });

  it("addresses integers of a known range directly, their ends and null included", () => {
    for (const dtype of [Int64, Int32, Int16, UInt64, UInt32, Date_]) {
      const big = dtype === Int64 || dtype === UInt64;
      const least = dtype === Int64 ? -(2n ** 63n) : dtype === UInt64 ? 2n ** 64n - 40n : 100n;
      const type = vectorType(dtype, true, { min: least, max: least + 39n });
      expect(chooseStrategy([type]).kind).toBe("direct");
      const cells = [39n, 0n, null, 7n, 39n, 0n].map((cell) => (cell === null ? null : big ? cell + least : Number(cell + least)));
      const rows = { keys: [{ type, cells }], inputs: [], selected: undefined, rowCount: cells.length };
      const result = group(rows, [{ fn: "len", options: [] }], [3]);
      expect(result.keys).toEqual([[cells[0], cells[1], null, cells[3]]]);
      expect(result.aggregates).toEqual([[2, 2, 1, 1]]);
    }
  });

  it("stays in bounds when values break the promised range", () => {
    const type = vectorType(Int32, false, { min: 0n, max: 9n });
    const rows = { keys: [{ type, cells: [5, 10, -1, 2147483647, -2147483648] }], inputs: [], selected: undefined, rowCount: 5 };
    expect(group(rows, [{ fn: "len", options: [] }]).aggregates).toEqual([[1, 4]]);
  });

  it.each([
    ["words", vectorType(Int64, false), (row: number) => BigInt((row * 7919) % 20011)],
    ["pairs", vectorType(Int64, true), (row: number) => ((row * 7919) % 20011 === 5 ? null : BigInt((row * 7919) % 20011))],
    ["floats", vectorType(Float64, false), (row: number) => ((row * 7919) % 20011) / 4],
    [
      "strings",
      vectorType(Utf8, true),
      (row: number) => ((row * 7919) % 20011 === 5 ? null : `a string of some length ${(row * 7919) % 20011}`),
    ],
    ["a large direct range", vectorType(Int32, false, { min: 0n, max: 30000n }), (row: number) => (row * 7919) % 20011],
  ])("keeps many groups apart while tables grow: %s", (_, type, cellAt) => {
    const rowCount = 50_000;
    const cells = Array.from({ length: rowCount }, (_, row) => cellAt(row));
    const rows = { keys: [{ type, cells }], inputs: [], selected: undefined, rowCount };
    const groups = oracleGroups(rows);
    for (const cuts of [[], [10_000, 33_333]]) {
      const result = group(rows, [{ fn: "len", options: [] }], cuts, BATCH_ROWS);
      expect(result.keys[0]).toEqual(groups.map((group) => cells[group[0] as number]));
      expect(result.aggregates[0]).toEqual(groups.map((group) => group.length));
    }
  });
});
