import fc from "fast-check";
import { expect, test } from "vitest";
import { toSelection } from "../../src/codegen/index.js";
import { check, columnOf, getBits, instance, putBits, putSelection } from "../kernels/support.js";

test("selects what is true, valid and was selected before, and nothing past the end", () => {
  check(
    fc.tuple(columnOf(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean())), fc.boolean(), fc.boolean()),
    ([rows, nullable, selected]) => {
      const values = putBits(rows.map(([bit]) => bit));
      const validity = nullable ? putBits(rows.map(([, valid]) => valid)) : 0;
      const before = selected ? putSelection(rows.map(([, , row]) => row)) : 0;
      const batch = { rowCount: rows.length, selection: before, selectedCount: rows.length, vector: () => ({ values, validity }) };
      const { selection, selectedCount } = toSelection(instance, { values, validity }, batch);
      const expected = rows.map(([bit, valid, row]) => bit && (valid || !nullable) && (row || !selected));
      expect(selectedCount).toBe(expected.filter(Boolean).length);
      const words = Math.ceil(rows.length / 64) * 64;
      expect(getBits(selection, words)).toEqual([...expected, ...Array(words - rows.length).fill(false)]);
    },
  );
});
