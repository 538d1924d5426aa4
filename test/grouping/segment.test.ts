import { describe, expect, it } from "vitest";
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
const BATCH = 16384;

describe("segments of many groups", () => {
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
        for (let from = start; from < start + segmentRows; from += BATCH) {
          const rowCount = Math.min(BATCH, start + segmentRows - from);
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
