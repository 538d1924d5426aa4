import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AggregateCall, GroupingSegment, type GroupingSpec, planMerge } from "../../src/physical/grouping/index.js";
import { Float64, Int16, Int32, Int64, Utf8 } from "../../src/types/index.js";
import { instance } from "../kernels/support.js";
import {
  columnOf,
  group,
  inArena,
  type MaybeCell,
  mergeParts,
  oracleGroups,
  type TestColumn,
  type TestRows,
  vectorType,
} from "./support.js";

const { heap } = instance;

const calls: AggregateCall[] = [
  { fn: "len", options: [] },
  { fn: "first", input: 0, options: [] },
  { fn: "last", input: 1, options: [] },
  { fn: "max", input: 1, options: [] },
  { fn: "median", input: 0, options: [] },
  { fn: "nUnique", input: 0, options: [] },
  { fn: "nUnique", input: 1, options: [] },
];

const byKey = (left: MaybeCell, right: MaybeCell) => ((left as bigint) < (right as bigint) ? -1 : left === right ? 0 : 1);

/** Some small whole number. */
const toWhole = (cell: MaybeCell): number | null =>
  cell === null ? null : Number.isFinite(cell) ? Math.trunc(Number(cell) % 1000) + 0 : 7;

/** Keys that ascend but for some places. */
const rowsOf = (rowCount: number): fc.Arbitrary<TestRows> =>
  fc
    .tuple(
      fc.constantFrom(Int64, Int32, Int16),
      fc.array(fc.integer({ min: -40, max: 40 }), { minLength: rowCount, maxLength: rowCount }),
      fc.array(fc.tuple(fc.nat(rowCount), fc.integer({ min: -50, max: 50 })), { maxLength: 2 }),
      columnOf(vectorType(Float64, true), rowCount),
      columnOf(vectorType(Utf8, true), rowCount),
      fc.option(fc.array(fc.boolean(), { minLength: rowCount, maxLength: rowCount }), { nil: undefined }),
    )
    .map(([dtype, numbers, breaks, floats, strings, selected]) => {
      const cells: MaybeCell[] = numbers.map((number) => (dtype === Int64 ? BigInt(number) : number)).sort(byKey);
      for (const [row, cell] of breaks) if (row < rowCount) cells[row] = dtype === Int64 ? BigInt(cell) : cell;
      return { keys: [{ type: vectorType(dtype, false), cells }], inputs: [floats, strings], selected, rowCount };
    });

describe("clustered keys", () => {
  it("are grouped as others are, over any segments, whether or not all ascend", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 8, 64, 65, 300).chain(rowsOf),
        fc.array(fc.nat(300), { maxLength: 4 }),
        fc.constantFrom(7, 64, 1000),
        (rows, cuts, batchRows) => {
          const groups = oracleGroups(rows);
          const [floats, strings] = rows.inputs.map(({ cells }) => cells) as [MaybeCell[], MaybeCell[]];
          const result = group(rows, calls, cuts, batchRows);
          const distinct = (cells: readonly MaybeCell[]) => groups.map((own) => new Set(own.map((row) => cells[row])).size);
          expect(result.keys[0]).toEqual(groups.map(([row]) => rows.keys[0]?.cells[row as number]));
          expect(result.aggregates[0]).toEqual(groups.map((own) => own.length));
          expect(result.aggregates[1]).toEqual(groups.map(([row]) => floats[row as number]));
          expect(result.aggregates[2]).toEqual(groups.map((own) => strings[own.at(-1) as number]));
          expect(result.aggregates[5]).toEqual(distinct(floats.map((cell) => (cell === 0 ? 0 : cell))));
          expect(result.aggregates[6]).toEqual(distinct(strings));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("are merged where they are, if what is gathered of them can be", () => {
    const kept: AggregateCall[] = (["len", "count", "sum", "mean", "min", "max", "argMin"] as const).map((fn) => ({
      fn,
      ...(fn === "len" ? {} : { input: 0 }),
      options: [],
    }));
    fc.assert(
      fc.property(
        fc.constantFrom(1, 8, 64, 65, 300).chain(rowsOf),
        fc.array(fc.nat(300), { maxLength: 4 }),
        fc.constantFrom(7, 64, 1000),
        (rows, cuts, batchRows) => {
          const numbers = { type: vectorType(Int32, true), cells: (rows.inputs[0] as TestColumn).cells.map(toWhole) };
          const groups = oracleGroups(rows).map((own) => own.map((row) => numbers.cells[row] ?? null));
          const result = group({ ...rows, inputs: [numbers] }, kept, cuts, batchRows);
          const valid = groups.map((own) => own.filter((cell) => cell !== null));
          const sums = valid.map((own) => own.reduce((sum, cell) => sum + cell, 0));
          const best = (pick: (...cells: number[]) => number) => valid.map((own) => (own.length === 0 ? null : pick(...own)));
          expect(result.aggregates).toEqual([
            groups.map((own) => own.length),
            valid.map((own) => own.length),
            sums,
            valid.map((own, index) => (own.length === 0 ? null : (sums[index] as number) / own.length)),
            best(Math.min),
            best(Math.max),
            groups.map((own, index) => (valid[index]?.length === 0 ? null : own.indexOf(Math.min(...(valid[index] as number[]))))),
          ]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ["of a state each where these follow one another", [0, 1, 2], 3],
    ["of about equally many groups", [1, 0, 2], 32],
  ])("are merged by ranges of keys, groups that several segments have among them: %s", (_, segments, parts) =>
    inArena((arena) => {
      const spec: GroupingSpec = {
        keys: [vectorType(Int64, false)],
        inputs: [vectorType(Int64, false)],
        aggregates: [
          { fn: "sum", input: 0, options: [] },
          { fn: "nUnique", input: 0, options: [] },
        ],
      };
      const segmentRows = 100_000;
      const keyOf = (row: number) => BigInt(Math.floor(row / 3)) - 1000n;
      const states = segments.flatMap((segment) => {
        const grouping = new GroupingSegment(instance, spec, arena);
        for (let from = segment * segmentRows; from < (segment + 1) * segmentRows; from += 10_000) {
          heap.exports.scratch_reset();
          const keys = heap.scratch(80_000);
          const values = heap.scratch(80_000);
          heap.i64s(keys, 10_000).set(Array.from({ length: 10_000 }, (_, row) => keyOf(from + row)));
          heap.i64s(values, 10_000).set(Array.from({ length: 10_000 }, (_, row) => BigInt((from + row) % 2)));
          grouping.update(10_000, [{ values: keys, validity: 0 }], [{ values, validity: 0 }], 0);
        }
        return grouping.states();
      });
      const plan = planMerge(heap, states);
      expect(plan.kind).toBe("ranges");
      expect(plan.parts).toBe(parts);
      const { keys, aggregates } = mergeParts(arena, spec, states, plan);
      const groups = [
        ...new Set(segments.flatMap((segment) => Array.from({ length: segmentRows }, (_, row) => keyOf(segment * segmentRows + row)))),
      ];
      expect(keys).toEqual([groups]);
      expect(aggregates).toEqual([groups.map((key) => (key % 2n === 0n ? 1n : 2n)), groups.map(() => 2)]);
    }),
  );
});
