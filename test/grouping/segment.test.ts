import { describe, expect, it } from "vitest";
import { BATCH_ROWS } from "../../src/column/index.js";
import {
  type AggregateCall,
  GroupingSegment,
  type GroupingSpec,
  type GroupingState,
  planMerge,
} from "../../src/physical/grouping/index.js";
import { Float64, Int64, Utf8 } from "../../src/types/index.js";
import { instance } from "../kernels/support.js";
import { inArena, mergeParts, vectorType } from "./support.js";

const { heap } = instance;

describe("segments of many groups", () => {
  it.each([
    ["one word", [vectorType(Int64, false)]],
    ["two words", [vectorType(Int64, true)]],
    ["three words", [vectorType(Int64, false), vectorType(Int64, false), vectorType(Int64, false)]],
  ])("leave rows apart that nearly all differ, and find the equal ones when merged: keys of %s", (_, keyTypes) =>
    inArena((arena) => {
      const rowCount = 300_000;
      // In no order: the first ones come once more at the end.
      const distinct = 270_001;
      const keyOf = (row: number) => BigInt((row * 48271) % distinct);
      const spec: GroupingSpec = {
        keys: keyTypes,
        inputs: [vectorType(Float64, false)],
        aggregates: [
          { fn: "len", options: [] },
          { fn: "first", input: 0, options: [] },
          { fn: "sum", input: 0, options: [] },
        ],
      };
      const segment = new GroupingSegment(instance, spec, arena);
      const expected = new Map<bigint, { len: number; first: number; sum: number }>();
      for (let from = 0; from < rowCount; from += BATCH_ROWS) {
        const rows = Math.min(BATCH_ROWS, rowCount - from);
        heap.exports.scratch_reset();
        const [keys, values, selection] = [heap.scratch(rows * 8), heap.scratch(rows * 8), heap.scratch(Math.ceil(rows / 64) * 8)];
        heap.i64s(keys, rows).set(Array.from({ length: rows }, (_, row) => keyOf(from + row)));
        heap.f64s(values, rows).set(Array.from({ length: rows }, (_, row) => from + row));
        // All rows but every eighth count, in every other batch.
        const isPart = (from / BATCH_ROWS) % 2 === 1;
        heap.bytes(selection, Math.ceil(rows / 8)).fill(0x7f);
        const key = { values: keys, validity: 0 };
        segment.update(
          rows,
          keyTypes.map(() => key),
          [{ values, validity: 0 }],
          isPart ? selection : 0,
        );
        for (let row = 0; row < rows; row++) {
          if (isPart && row % 8 === 7) continue;
          const group = expected.get(keyOf(from + row));
          const value = from + row;
          if (group === undefined) expected.set(keyOf(value), { len: 1, first: value, sum: value });
          else expected.set(keyOf(value), { len: group.len + 1, first: group.first, sum: group.sum + value });
        }
      }
      const states = segment.states();
      expect(states.length).toBeGreaterThan(2);
      const plan = planMerge(heap, states);
      expect(plan.kind).toBe("hashed");
      const { keys, aggregates } = mergeParts(arena, spec, states, plan);
      const groups = [...expected.values()];
      expect(keys).toEqual(keyTypes.map(() => [...expected.keys()]));
      expect(aggregates).toEqual([groups.map(({ len }) => len), groups.map(({ first }) => first), groups.map(({ sum }) => sum)]);
    }),
  );

  it("go on in a new state when the table is full, and add up by partition", () =>
    inArena((arena) => {
      const segmentRows = 300_000;
      const keyOf = (row: number) => BigInt((row * 48271) % 200_003);
      const calls: AggregateCall[] = [
        { fn: "sum", input: 0, options: [] },
        { fn: "len", options: [] },
        { fn: "last", input: 0, options: [] },
      ];
      const spec: GroupingSpec = { keys: [vectorType(Int64, false)], inputs: [vectorType(Float64, false)], aggregates: calls };
      const states: GroupingState[] = [];
      for (const start of [0, segmentRows]) {
        const segment = new GroupingSegment(instance, spec, arena);
        for (let from = start; from < start + segmentRows; from += BATCH_ROWS) {
          const rowCount = Math.min(BATCH_ROWS, start + segmentRows - from);
          heap.exports.scratch_reset();
          const keys = heap.scratch(rowCount * 8);
          const values = heap.scratch(rowCount * 8);
          heap.i64s(keys, rowCount).set(Array.from({ length: rowCount }, (_, row) => keyOf(from + row)));
          heap.f64s(values, rowCount).set(Array.from({ length: rowCount }, (_, row) => from + row));
          segment.update(rowCount, [{ values: keys, validity: 0 }], [{ values, validity: 0 }], 0);
        }
        states.push(...segment.states());
      }
      expect(states.length).toBeGreaterThan(2);
      const plan = planMerge(heap, states);
      expect(plan).toEqual({ kind: "hashed", parts: 32 });

      const expected = new Map<bigint, { sum: number; len: number; last: number }>();
      for (let row = 0; row < 2 * segmentRows; row++) {
        const group = expected.get(keyOf(row)) ?? { sum: 0, len: 0, last: 0 };
        expected.set(keyOf(row), { sum: group.sum + row, len: group.len + 1, last: row });
      }
      const groups = [...expected.values()];
      const result = mergeParts(arena, spec, states, plan);
      expect(result.keys).toEqual([[...expected.keys()]]);
      expect(result.aggregates).toEqual([groups.map(({ sum }) => sum), groups.map(({ len }) => len), groups.map(({ last }) => last)]);
    }));

  it("are merged in one piece when groups are few or keys not hashed", () =>
    inArena((arena) => {
      const states = (key: typeof Utf8 | typeof Int64) => {
        const spec: GroupingSpec = {
          keys: [vectorType(key, false, key === Int64 ? { min: 0n, max: 9n } : {})],
          inputs: [],
          aggregates: [],
        };
        return [0, 1].flatMap(() => new GroupingSegment(instance, spec, arena).states());
      };
      const whole = { kind: "whole", parts: 1 };
      expect(planMerge(heap, states(Utf8))).toEqual(whole);
      expect(planMerge(heap, states(Int64))).toEqual(whole);
      expect(planMerge(heap, [])).toEqual(whole);
    }));
});
