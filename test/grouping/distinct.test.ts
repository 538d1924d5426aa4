import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distinctRows } from "../../src/physical/grouping/index.js";
import { Bool, Categorical, Float64, Int64, Utf8 } from "../../src/types/index.js";
import { instance, put, putBits } from "../kernels/support.js";
import { columnOf, inArena, oracleGroups, vectorType } from "./support.js";

const { heap } = instance;
const picks = {
  any: (group: number[]) => [group[0] as number],
  first: (group: number[]) => [group[0] as number],
  last: (group: number[]) => [group.at(-1) as number],
  none: (group: number[]) => (group.length === 1 ? group : []),
} as const;

describe("distinct rows", () => {
  it.each(["any", "first", "last", "none"] as const)("keeps %s, in row order", (keep) => {
    const types = fc.constantFrom(
      [vectorType(Utf8, true)],
      [vectorType(Float64, true), vectorType(Bool, false)],
      [vectorType(Categorical, true)],
      [vectorType(Int64, false)],
    );
    const rows = fc.tuple(types, fc.constantFrom(0, 1, 63, 64, 65, 300)).chain(([keys, rowCount]) =>
      fc.record({
        keys: fc.tuple(...keys.map((type) => columnOf(type, rowCount))),
        inputs: fc.constant([]),
        selected: fc.constant(undefined),
        rowCount: fc.constant(rowCount),
      }),
    );
    fc.assert(
      fc.property(rows, (query) => {
        heap.exports.scratch_reset();
        const vectors = query.keys.map(({ type, cells }) => ({
          values: put(
            type.physical,
            cells.map((cell) => cell ?? (type.physical === "view" ? "" : type.physical === "i64" ? 0n : 0)),
          ),
          validity: cells.includes(null) ? putBits(cells.map((cell) => cell !== null)) : 0,
        }));
        const keyTypes = query.keys.map(({ type }) => type);
        const rowsKept = inArena((arena) => {
          const { count, indices } = distinctRows(instance, keyTypes, vectors, query.rowCount, keep, arena);
          return [...heap.u32s(indices, count)];
        });
        const expected = oracleGroups(query)
          .flatMap(picks[keep])
          .sort((left, right) => left - right);
        expect(rowsKept).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it("goes on from batch to batch", () => {
    heap.exports.scratch_reset();
    const rowCount = 100_000;
    const values = put(
      "i64",
      Array.from({ length: rowCount }, (_, row) => BigInt(row % 30_000)),
    );
    const keep = (which: "first" | "last" | "none") =>
      inArena((arena) => {
        const { count, indices } = distinctRows(instance, [vectorType(Int64, false)], [{ values, validity: 0 }], rowCount, which, arena);
        return [...heap.u32s(indices, count)];
      });
    expect(keep("first")).toEqual(Array.from({ length: 30_000 }, (_, row) => row));
    expect(keep("last")).toEqual(Array.from({ length: 30_000 }, (_, row) => row + 70_000));
    expect(keep("none")).toEqual([]);
  });
});
