import { describe, expect, it } from "vitest";
import { BATCH_ROWS } from "../../src/column/index.js";
import type { AggregateCall } from "../../src/physical/grouping/index.js";
import { type ColumnType, Float64, Int32, Int64 } from "../../src/types/index.js";
import type { Cell } from "../kernels/support.js";
import { group, type MaybeCell, vectorType } from "./support.js";

const nUnique: AggregateCall[] = [{ fn: "nUnique", input: 0, options: [] }];

/** A number of the row that looks random. */
const scrambled = (row: number) => Math.imul(row ^ (row >>> 15), 0x2c1b3c6d) >>> 0;

const cases: [string, ColumnType, { rowCount: number; keyOf: (row: number) => number; cellAt: (row: number) => Cell }][] = [
  ["few values of few groups", Int32, { rowCount: 300_000, keyOf: (row) => scrambled(row) % 7, cellAt: (row) => scrambled(row + 9) % 11 }],
  [
    "a group of more values than a table of them holds",
    Int64,
    { rowCount: 300_000, keyOf: () => 1, cellAt: (row) => BigInt(scrambled(row) % 290_000) },
  ],
  [
    "many values of few groups",
    Float64,
    { rowCount: 60_000, keyOf: (row) => scrambled(row) % 3, cellAt: (row) => (scrambled(row + 5) % 60_000) / 8 },
  ],
  [
    "few values of many groups, without order",
    Int32,
    { rowCount: 300_000, keyOf: (row) => scrambled(row) % 50_000, cellAt: (row) => scrambled(row + 3) % 4 },
  ],
  [
    "groups in order, of some values each",
    Int64,
    { rowCount: 60_000, keyOf: (row) => Math.floor(row / 5), cellAt: (row) => BigInt(scrambled(row) % 3) },
  ],
  [
    "groups in order, some of them long",
    Int32,
    { rowCount: 100_000, keyOf: (row) => Math.floor(row / (row < 50_000 ? 3 : 400)), cellAt: (row) => scrambled(row) % 300 },
  ],
];

describe("distinct values", () => {
  it.each(cases)("are counted: %s", (_, dtype, { rowCount, keyOf, cellAt }) => {
    const keys = Array.from({ length: rowCount }, (_, row) => BigInt(keyOf(row)));
    const cells: MaybeCell[] = Array.from({ length: rowCount }, (_, row) => (row % 1000 === 999 ? null : cellAt(row)));
    const sets = new Map<bigint, Set<MaybeCell>>();
    for (const [row, key] of keys.entries()) {
      const set = sets.get(key);
      if (set === undefined) sets.set(key, new Set([cells[row] as MaybeCell]));
      else set.add(cells[row] as MaybeCell);
    }
    const rows = {
      keys: [{ type: vectorType(Int64, false), cells: keys }],
      inputs: [{ type: vectorType(dtype, true), cells }],
      selected: undefined,
      rowCount,
    };
    for (const cuts of [[], [rowCount - 40_000]]) {
      const {
        keys: [actualKeys],
        aggregates: [counts],
      } = group(rows, nUnique, cuts, BATCH_ROWS);
      expect(actualKeys).toEqual([...sets.keys()]);
      expect(counts).toEqual([...sets.values()].map((set) => set.size));
    }
  });
});
