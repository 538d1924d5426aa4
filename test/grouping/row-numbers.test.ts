import fc from "fast-check";
import { expect, it } from "vitest";
import type { VectorType } from "../../src/column/index.js";
import { rowNumbers } from "../../src/physical/grouping/index.js";
import { Bool, Categorical, Float64, Int8, Int16, Int64, Utf8 } from "../../src/types/index.js";
import { type Cell, instance, put, putBits } from "../kernels/support.js";
import { inArena, vectorType } from "./support.js";

const { heap } = instance;

/** What the ids -3 to 5, and null, say of each type. */
const dependents: readonly { type: VectorType; values: readonly (Cell | null)[] }[] = [
  { type: vectorType(Utf8, true), values: ["", "a", "exactly12byt", "longer than twelve", "longer than twelvf", null, "é", "a", "b", "c"] },
  { type: vectorType(Float64, true), values: [0, -0, Number.NaN, 1.5, null, 2, 3, 4, 5, 6] },
  { type: vectorType(Int16, true), values: [1, 1, 2, 3, null, 4, 5, 6, 7, 8] },
  { type: vectorType(Int8, false), values: [1, 1, 2, 3, 9, 4, 5, 6, 7, 8] },
  { type: vectorType(Categorical, true), values: [0, 1, 2, null, 1, 3, 4, 5, 0, 0] },
];

const blank = ({ physical }: VectorType): Cell => (physical === "view" ? "" : physical === "i64" ? 0n : 0);
const vectorOf = (type: VectorType, cells: readonly (Cell | null)[]) => ({
  values: put(
    type.physical,
    cells.map((cell) => cell ?? blank(type)),
  ),
  validity: cells.includes(null) ? putBits(cells.map((cell) => cell !== null)) : 0,
});

const query = fc.record({
  ids: fc
    .constantFrom(1, 7, 8, 63, 64, 65, 300)
    .chain((rows) => fc.array(fc.option(fc.integer({ min: -3, max: 5 }), { nil: null }), { minLength: rows, maxLength: rows })),
  others: fc.subarray([...dependents.keys()], { minLength: 1 }),
  idsLast: fc.boolean(),
  /** A row whose value of the first other key is another's. */
  changed: fc.option(fc.record({ row: fc.nat(299), value: fc.nat(9) }), { nil: undefined }),
});

it("numbers groups by one key where the others follow from it", () => {
  fc.assert(
    fc.property(query, ({ ids, others, idsLast, changed }) => {
      heap.exports.scratch_reset();
      const columns = others.map((other, index) => {
        const { type, values } = dependents[other]!;
        const cells = ids.map((id, row) => {
          const place = index === 0 && changed?.row === row ? changed.value : id === null ? 9 : id + 3;
          return values[place] as Cell | null;
        });
        return { type, cells };
      });
      const idColumn = { type: vectorType(Int64, true), cells: ids.map((id) => (id === null ? null : BigInt(id))) };
      const keys = idsLast ? [...columns, idColumn] : [idColumn, ...columns];
      const types = keys.map(({ type }) => type);
      const found = inArena((arena) => {
        const vectors = keys.map(({ type, cells }) => vectorOf(type, cells));
        const numbered = rowNumbers(instance, types, vectors, ids.length, arena);
        return (
          numbered && {
            numbers: [...heap.u32s(numbered.numbers, ids.length)],
            places: [...heap.u32s(numbered.places, numbered.count + 1)],
          }
        );
      });
      const whole = keys.filter(({ type }) => /^[iu]\d/.test(type.physical)).slice(0, 2);
      const same = (one: Cell | null | undefined, other: Cell | null | undefined): boolean => Object.is(one, other);
      const leader = whole.find(({ cells }) =>
        keys.every((key) => key.cells.every((cell, row) => same(cell, key.cells[cells.findIndex((id) => same(id, cells[row]))]))),
      );
      if (leader === undefined) {
        expect(found).toBeUndefined();
        return;
      }
      const distinct = [...new Set(leader.cells)];
      expect(found).toEqual({
        numbers: leader.cells.map((cell) => distinct.indexOf(cell)),
        places: [...distinct.map((cell) => leader.cells.indexOf(cell) + 1), 0],
      });
    }),
    { numRuns: 300 },
  );
});

it("goes on from batch to batch, and refuses bits, which it does not compare", () => {
  heap.exports.scratch_reset();
  const rows = 100_000;
  const ids = Array.from({ length: rows }, (_, row) => BigInt(row % 30_000));
  const values = put("i64", ids);
  inArena((arena) => {
    const type = vectorType(Int64, false);
    const found = rowNumbers(
      instance,
      [type, type],
      [
        { values, validity: 0 },
        { values, validity: 0 },
      ],
      rows,
      arena,
    );
    expect(found?.count).toBe(30_000);
    expect(heap.u32s(found?.numbers ?? 0, rows).every((number, row) => number === row % 30_000)).toBe(true);
    const bits = putBits(ids.map(() => true));
    expect(
      rowNumbers(
        instance,
        [type, vectorType(Bool, false)],
        [
          { values, validity: 0 },
          { values: bits, validity: 0 },
        ],
        rows,
        arena,
      ),
    ).toBeUndefined();
  });
});
