import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VectorType } from "../../src/column/index.js";
import type { AggregateCall, AggregateName } from "../../src/physical/grouping/index.js";
import {
  Bool,
  Categorical,
  type ColumnType,
  Date_,
  Datetime,
  Duration,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Null,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../src/types/index.js";
import { type Cell, order } from "../kernels/support.js";
import { columnOf, dictionaryWords, group, type MaybeCell, oracleGroups, type TestColumn, vectorType } from "./support.js";

const numeric: ColumnType[] = [Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float32, Float64];
const averageable: ColumnType[] = [...numeric, Bool, Date_, Datetime("ms"), Duration("ns")];
const all: ColumnType[] = [...averageable, Utf8, Categorical];

/** What the aggregate gives for the cells of one group, as numbers that `close` compares where they are floats. */
type Oracle = (cells: readonly MaybeCell[], type: VectorType, options: AggregateCall["options"]) => MaybeCell;

const valid = (cells: readonly MaybeCell[]): Cell[] => cells.filter((cell) => cell !== null);
const toNumber = (cell: Cell): number => Number(cell);
const isFloat = (type: VectorType) => type.physical === "f32" || type.physical === "f64";

/** Exact for integers, in the compensated order of magnitude for floats. */
function mean(cells: readonly Cell[], type: VectorType): number {
  if (isFloat(type)) return cells.map(toNumber).reduce((sum, cell) => sum + cell, 0) / cells.length;
  const sum = cells.map((cell) => BigInt(cell)).reduce((left, right) => left + right, 0n);
  return Number(sum) / cells.length;
}

const sortBy = (type: VectorType) => (left: Cell, right: Cell) =>
  type.physical === "codes"
    ? order(dictionaryWords[left as number] as string, dictionaryWords[right as number] as string)
    : order(left, right);

function quantile(cells: readonly Cell[], type: VectorType, fraction: number, interpolation: string): number {
  const sorted = [...cells].sort(sortBy(type)).map(toNumber);
  const position = fraction * (sorted.length - 1);
  const lower = sorted[Math.floor(position)] as number;
  const upper = sorted[Math.ceil(position)] as number;
  if (interpolation === "lower") return lower;
  if (interpolation === "higher") return upper;
  if (interpolation === "nearest") return sorted[Math.floor(position + 0.5)] as number;
  if (lower === upper) return lower;
  return interpolation === "midpoint" ? (lower + upper) / 2 : lower + (upper - lower) * (position % 1);
}

/** The number a mean or median of dates and times comes out as. */
function asResult(value: number, type: VectorType): MaybeCell {
  const { kind } = type.dtype;
  // Dates beyond what microseconds can say stop at the ends of i64.
  if (kind === "Date") return BigInt(Math.trunc(Math.min(Math.max(value * 86_400_000_000, -(2 ** 63)), 2 ** 63 - 1024)));
  if (kind === "Datetime" || kind === "Duration") return BigInt(Math.trunc(value));
  return kind === "Float32" ? Math.fround(value) : value;
}

/** Lists are tested in test/engine/lists.test.ts and values-per-group.test.ts. */
type SingleName = Exclude<AggregateName, "implode" | "topK" | "bottomK">;

const oracles: Readonly<Record<SingleName, Oracle>> = {
  len: (cells) => cells.length,
  count: (cells) => valid(cells).length,
  nUnique: (cells) => new Set(cells.map((cell) => (cell === 0 ? 0 : cell))).size,
  first: (cells) => cells[0] ?? null,
  last: (cells) => cells.at(-1) ?? null,
  sum: (cells, type) => {
    const values = valid(cells);
    if (isFloat(type))
      return asResult(
        values.map(toNumber).reduce((sum, cell) => sum + cell, 0),
        type,
      );
    const sum = values.map((cell) => BigInt(cell)).reduce((left, right) => left + right, 0n);
    if (type.physical === "i32") return Number(BigInt.asIntN(32, sum));
    if (type.physical === "u32" || type.physical === "bool") return Number(BigInt.asUintN(32, sum));
    return type.physical === "u64" ? BigInt.asUintN(64, sum) : BigInt.asIntN(64, sum);
  },
  mean: (cells, type) => (valid(cells).length === 0 ? null : asResult(mean(valid(cells), type), type)),
  min: (cells, type) => {
    const sorted = valid(cells).sort(sortBy(type));
    return sorted[0] ?? null;
  },
  max: (cells, type) => {
    const sorted = valid(cells).sort(sortBy(type));
    return sorted.filter((cell) => !Number.isNaN(cell)).at(-1) ?? sorted.at(-1) ?? null;
  },
  argMin: (cells, type) => placeOf(cells, type, oracles.min),
  argMax: (cells, type) => placeOf(cells, type, oracles.max),
  var: (cells, type, options) => {
    const result = variance(cells, type, Number(options[0]));
    return result === null ? null : asResult(result, type);
  },
  std: (cells, type, options) => {
    const result = variance(cells, type, Number(options[0]));
    return result === null ? null : asResult(Math.sqrt(result), type);
  },
  median: (cells, type) => (valid(cells).length === 0 ? null : asResult(quantile(valid(cells), type, 0.5, "linear"), type)),
  quantile: (cells, type, [fraction, interpolation]) =>
    valid(cells).length === 0 ? null : asResult(quantile(valid(cells), type, Number(fraction), String(interpolation)), type),
  any: (cells, _, [ignoreNulls]) => (cells.includes(true) ? true : !ignoreNulls && cells.includes(null) ? null : false),
  all: (cells, _, [ignoreNulls]) => (cells.includes(false) ? false : !ignoreNulls && cells.includes(null) ? null : true),
};

/** The first place of what `extreme` gives; 0 and -0 are one. */
function placeOf(cells: readonly MaybeCell[], type: VectorType, extreme: Oracle): number | null {
  const best = extreme(cells, type, []);
  return best === null ? null : cells.findIndex((cell) => cell === best || Object.is(cell, best));
}

function variance(cells: readonly MaybeCell[], type: VectorType, ddof: number): number | null {
  const values = valid(cells);
  if (values.length <= ddof) return null;
  const center = mean(values, type);
  return values.map((cell) => (Number(cell) - center) ** 2).reduce((sum, square) => sum + square, 0) / (values.length - ddof);
}

const cases: [SingleName, ColumnType[], AggregateCall["options"][]][] = [
  ["len", [Int32], [[]]],
  ["count", all, [[]]],
  ["nUnique", all, [[]]],
  ["first", all, [[]]],
  ["last", all, [[]]],
  ["sum", [...numeric, Bool, Duration("us")], [[]]],
  ["mean", averageable, [[]]],
  ["min", all, [[]]],
  ["max", all, [[]]],
  ["argMin", all, [[]]],
  ["argMax", all, [[]]],
  ["std", [...numeric, Bool], [[1], [0]]],
  ["var", [...numeric, Bool], [[1], [0], [3]]],
  ["median", averageable, [[]]],
  [
    "quantile",
    [...numeric, Bool],
    ["nearest", "lower", "higher", "midpoint", "linear"].flatMap((each) => [
      [0.3, each],
      [1, each],
    ]),
  ],
  ["any", [Bool], [[true], [false]]],
  ["all", [Bool], [[true], [false]]],
];

const tolerant: ReadonlySet<SingleName> = new Set(["sum", "mean", "std", "var", "median", "quantile"]);

/** Equal, but for rounding where floats were added up. */
function close(actual: MaybeCell, expected: MaybeCell, cells: readonly MaybeCell[], fn: SingleName, type: VectorType): boolean {
  if (Object.is(actual, expected)) return true;
  // Of two zeros either is the least.
  if ((fn === "min" || fn === "max") && actual === expected) return true;
  if (actual === null || expected === null || !tolerant.has(fn)) return false;
  const scale = Math.max(...cells.map((cell) => Math.abs(Number(cell ?? 0))).filter(Number.isFinite));
  const [left, right] = [Number(actual), Number(expected)];
  // What overflows on the way may do so in another order only.
  if (!Number.isFinite(left) || !Number.isFinite(right)) return scale > (type.physical === "f32" ? 1e18 : 1e150);
  const precision = type.physical === "f32" ? 1e-5 : 1e-9;
  const unit = (fn === "var" ? scale ** 2 : scale) * (type.dtype.kind === "Date" ? 86_400_000_000 : 1);
  // Of numbers far apart the squared differences lose half of the digits, and more.
  const digits = fn === "std" ? Math.sqrt(precision) * 1e-2 : precision;
  return Math.abs(left - right) <= digits * unit + (typeof expected === "bigint" ? 1 : 0) + underflow(fn);
}

/** Squares of small numbers are so small that they have few digits, or none: each step may be off by the least number there is. */
function underflow(fn: SingleName): number {
  const variance = 1000 * Number.MIN_VALUE;
  return fn === "var" ? variance : fn === "std" ? Math.sqrt(variance) : 0;
}

const lengths = fc.constantFrom(0, 1, 7, 8, 9, 63, 64, 65, 300);
const keyColumns = [[vectorType(Categorical, true)], [vectorType(Int64, true)], [vectorType(Utf8, false), vectorType(Bool, true)], []];

function queryOf(input: VectorType) {
  return fc.tuple(lengths, fc.constantFrom(...keyColumns)).chain(([rowCount, keyTypes]) =>
    fc.record({
      keys: fc.tuple(...keyTypes.map((type) => columnOf(type, rowCount))),
      inputs: columnOf(input, rowCount).map((column) => [column]),
      selected: fc.option(fc.array(fc.boolean(), { minLength: rowCount, maxLength: rowCount }), { nil: undefined }),
      rowCount: fc.constant(rowCount),
    }),
  );
}

describe("aggregates", () => {
  it.each(cases)("%s", (fn, dtypes, optionSets) => {
    const call = fc.tuple(fc.constantFrom(...dtypes), fc.boolean(), fc.constantFrom(...optionSets));
    const query = call.chain(([dtype, nullable, options]) =>
      fc.tuple(queryOf(vectorType(dtype, nullable)), fc.constant(options), fc.array(fc.nat(300), { maxLength: 3 })),
    );
    fc.assert(
      fc.property(query, ([rows, options, cuts]) => {
        const calls: AggregateCall[] = [fn === "len" ? { fn, options } : { fn, input: 0, options }];
        const result = group(rows, calls, cuts);
        const { type, cells } = rows.inputs[0] as TestColumn;
        const actual = result.aggregates[0] as MaybeCell[];
        const groups = oracleGroups(rows);
        expect(actual.length).toBe(groups.length);
        for (const [index, group] of groups.entries()) {
          const own = group.map((row) => cells[row] as MaybeCell);
          const expected = oracles[fn as SingleName](own, type, options);
          if (!close(actual[index] as MaybeCell, expected, own, fn, type))
            expect(actual[index], `of ${type.dtype.kind} ${own.map(String)}`).toBe(expected);
        }
        if (actual.includes(null)) expect(result.types[0]?.nullable).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("aggregates together", () => {
  it("share what they have in common and don't disturb each other", () => {
    const inputs = [vectorType(Float64, false), vectorType(Float64, false), vectorType(Float64, false), vectorType(Int32, true)];
    const calls: AggregateCall[] = [
      ...[0, 1, 2, 3].flatMap((input) => (["sum", "mean", "min", "count"] as const).map((fn) => ({ fn, input, options: [] }))),
      { fn: "len", options: [] },
      { fn: "median", input: 3, options: [] },
      { fn: "quantile", input: 3, options: [0.1, "lower"] },
    ];
    const rowCount = 5000;
    const cells = (input: number) =>
      Array.from({ length: rowCount }, (_, row) => (input === 3 && row % 7 === 0 ? null : ((row * 31) % 97) - 40 + input));
    const rows = {
      keys: [{ type: vectorType(Int64, false), cells: Array.from({ length: rowCount }, (_, row) => BigInt((row * 13) % 150)) }],
      inputs: inputs.map((type, input) => ({ type, cells: cells(input) })),
      selected: Array.from({ length: rowCount }, (_, row) => row % 5 !== 0),
      rowCount,
    };
    const groups = oracleGroups(rows);
    for (const cuts of [[], [700, 2500]]) {
      const result = group(rows, calls, cuts, 512);
      for (const [index, { fn, input, options }] of calls.entries()) {
        const column = rows.inputs[input ?? 0] as TestColumn;
        const expected = groups.map((group) =>
          oracles[fn as SingleName](
            group.map((row) => column.cells[row] as MaybeCell),
            column.type,
            options,
          ),
        );
        expect(result.aggregates[index]).toEqual(expected);
      }
    }
  });

  it.each(["min", "max"] as const)("finds the %s of each of many groups", (fn) => {
    const rowCount = 400;
    const columns = fc.constantFrom(...numeric).chain((dtype) => columnOf(vectorType(dtype, true), rowCount));
    const keyOrders = fc.constantFrom<(row: number) => number>(
      (row) => Math.floor(row / 3),
      (row) => (row * 7) % 150,
    );
    fc.assert(
      fc.property(columns, keyOrders, fc.constantFrom([], [90, 200]), (column, keyOf, cuts) => {
        const keys = [{ type: vectorType(Int64, false), cells: Array.from({ length: rowCount }, (_, row) => BigInt(keyOf(row))) }];
        const rows = { keys, inputs: [column], selected: undefined, rowCount };
        const expected = oracleGroups(rows).map((group) =>
          oracles[fn](
            group.map((row) => column.cells[row] as MaybeCell),
            column.type,
            [],
          ),
        );
        // Of two zeros either is the least.
        const plain = (cells: readonly MaybeCell[] | undefined) => cells?.map((cell) => (cell === 0 ? 0 : cell));
        expect(plain(group(rows, [{ fn, input: 0, options: [] }], cuts).aggregates[0])).toEqual(plain(expected));
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same bits whichever segment is ready first", () => {
    const rowCount = 3000;
    const values = Array.from({ length: rowCount }, (_, row) => Math.sin(row) * 10 ** (row % 17));
    const type = vectorType(Float64, false);
    for (const keyCount of [3, 500]) {
      const keys = [{ type: vectorType(Int32, false), cells: Array.from({ length: rowCount }, (_, row) => (row * 7) % keyCount) }];
      const rows = { keys, inputs: [{ type, cells: values }], selected: undefined, rowCount };
      const calls: AggregateCall[] = (["sum", "mean", "var"] as const).map((fn) => ({ fn, input: 0, options: fn === "var" ? [1] : [] }));
      const once = group(rows, calls, [1000, 2000]);
      expect(group(rows, calls, [1000, 2000])).toEqual(once);
    }
  });

  it("keeps variances of values far from 0", () => {
    const cells = Array.from({ length: 1000 }, (_, row) => 1e9 + (row % 2));
    const rows = { keys: [], inputs: [{ type: vectorType(Float64, false), cells }], selected: undefined, rowCount: 1000 };
    expect(group(rows, [{ fn: "var", input: 0, options: [0] }], [333]).aggregates[0]?.[0]).toBeCloseTo(0.25, 6);
  });

  it("has one group without keys even for no rows", () => {
    const inputs = [
      { type: vectorType(Int8, false), cells: [] },
      { type: vectorType(Utf8, false), cells: [] },
      { type: vectorType(Bool, true), cells: [] },
    ];
    const calls: AggregateCall[] = [
      { fn: "sum", input: 0, options: [] },
      { fn: "mean", input: 0, options: [] },
      { fn: "max", input: 0, options: [] },
      { fn: "count", input: 1, options: [] },
      { fn: "first", input: 1, options: [] },
      { fn: "min", input: 1, options: [] },
      { fn: "nUnique", input: 1, options: [] },
      { fn: "any", input: 2, options: [true] },
      { fn: "all", input: 2, options: [true] },
      { fn: "std", input: 0, options: [1] },
      { fn: "median", input: 0, options: [] },
      { fn: "len", options: [] },
    ];
    const rows = { keys: [], inputs, selected: undefined, rowCount: 0 };
    for (const cuts of [[], [0, 0]]) {
      const result = group(rows, calls, cuts);
      expect(result.rowCount).toBe(1);
      expect(result.aggregates.map(([value]) => value)).toEqual([0n, null, null, 0, null, null, 0, false, true, null, null, 0]);
    }
  });

  it("gives nulls for aggregates of a Null column", () => {
    const rows = { keys: [], inputs: [{ type: vectorType(Null, true), cells: [null, null] }], selected: undefined, rowCount: 2 };
    const calls = (["sum", "mean", "min", "first", "count", "nUnique"] as const).map((fn) => ({ fn, input: 0, options: [] }));
    expect(group(rows, calls).aggregates).toEqual([[null], [null], [null], [null], [0], [1]]);
  });
});
