import fc from "fast-check";
import { expect, test } from "vitest";
import {
  allocationsOf,
  bitAt,
  buildColumn,
  type Column,
  columnToArray,
  concatColumns,
  copyBits,
  countBits,
  discard,
  rechunk,
  setBits,
  sliceColumn,
} from "../../src/column/index.js";
import { Bool, Categorical, type ColumnType, Float64, Int8, Int64, Utf8 } from "../../src/types/index.js";
import { heap, lengths } from "./heap.js";

const makers: readonly (readonly [ColumnType, (row: number) => unknown])[] = [
  [Bool, (row) => row % 3 === 0],
  [Int8, (row) => (row % 256) - 128],
  [Int64, (row) => 5 - row],
  [Float64, (row) => row / 3],
  [Utf8, (row) => `a string, sometimes long ${"+".repeat(row % 20)}`.slice(row % 25)],
  [Categorical, (row) => `group ${(row * 7) % 5}`],
];
const cases = fc.record({
  maker: fc.constantFrom(...makers),
  parts: fc.array(fc.record({ length: fc.oneof(fc.constantFrom(...lengths), fc.nat(200)), nulls: fc.constantFrom(0, 1, 2, 3) }), {
    minLength: 1,
    maxLength: 4,
  }),
  slice: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
});

function build(
  [dtype, make]: (typeof makers)[number],
  start: number,
  length: number,
  nulls: number,
): { column: Column; values: unknown[] } {
  const values = Array.from({ length }, (_, row) => (nulls === 1 || (nulls > 1 && row % nulls === 0) ? null : make(start + row)));
  return { column: buildColumn(values, heap, dtype), values };
}

test("concatenated, sliced and rechunked columns hold the rows that arrays would", () => {
  fc.assert(
    fc.property(cases, ({ maker, parts, slice }) => {
      let start = 0;
      const built = parts.map(({ length, nulls }) => {
        const part = build(maker, start, length, nulls);
        start += length;
        return part;
      });
      const values = built.flatMap((part) => part.values);
      const whole = concatColumns(built.map((part) => part.column) as [Column, ...Column[]], heap);
      const offset = Math.floor(slice[0] * values.length);
      const length = Math.floor(slice[1] * (values.length - offset));
      const part = sliceColumn(whole, offset, length, heap);
      const single = rechunk(part, heap);
      const wanted = values.slice(offset, offset + length);
      for (const column of [part, single]) {
        expect(columnToArray(column, heap)).toEqual(wanted);
        expect(column.length).toBe(length);
        expect(column.nullCount).toBe(wanted.filter((value) => value === null).length);
        expect(column.nullCount).toBe(column.chunks.reduce((sum, chunk) => sum + chunk.nullCount, 0));
      }
      expect(single.chunks.length).toBe(length === 0 ? 0 : 1);
      expect(columnToArray(whole, heap)).toEqual(values);
      discard([...built.map((part) => part.column), whole, part, single].flatMap(allocationsOf));
    }),
  );
});

test("a slice at a multiple of 64 rows copies nothing", () => {
  const { column } = build(makers[0] as (typeof makers)[number], 0, 1000, 2);
  const before = heap.exports.bytes_in_use();
  sliceColumn(column, 128, 500, heap);
  expect(heap.exports.bytes_in_use()).toBe(before);
  sliceColumn(column, 129, 500, heap);
  expect(heap.exports.bytes_in_use()).toBeGreaterThan(before);
});

test("all is freed with the columns", () => {
  const before = heap.exports.bytes_in_use();
  const { column } = build(makers[5] as (typeof makers)[number], 0, 1000, 2);
  const other = build(makers[5] as (typeof makers)[number], 3, 1000, 0).column;
  const both = concatColumns([column, other], heap);
  const part = rechunk(sliceColumn(both, 3, 1500, heap), heap);
  discard([column, other, both, part].flatMap(allocationsOf));
  expect(heap.exports.bytes_in_use()).toBeLessThanOrEqual(before + 1024);
});

test("bits are copied, set and counted one by one as together", () => {
  const bits = fc.uint8Array({ minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(bits, bits, fc.nat(100), fc.nat(100), fc.nat(200), (source, target, from, to, rows) => {
      const bitsOf = (bytes: Uint8Array) => Array.from({ length: bytes.length * 8 }, (_, index) => bitAt(bytes, index));
      const wanted = bitsOf(target);
      for (let row = 0; row < rows; row++) wanted[to + row] = bitAt(source, from + row);
      const copied = target.slice();
      copyBits(source, from, copied, to, rows);
      expect(bitsOf(copied)).toEqual(wanted);
      const set = target.slice();
      setBits(set, to, rows);
      expect(bitsOf(set)).toEqual(bitsOf(target).map((bit, index) => bit || (index >= to && index < to + rows)));
      const address = heap.alloc(40);
      heap.bytes(address, 40).set(copied);
      expect(countBits(heap, address, rows)).toBe(bitsOf(copied).slice(0, rows).filter(Boolean).length);
      heap.free(address);
    }),
  );
});
