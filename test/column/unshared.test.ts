// In unshared memory views end when the memory grows: nothing may be read through one made before an allocation.
import { expect, test } from "vitest";
import { buildColumn, type Column, columnToArray, concatColumns, rechunk, sliceColumn } from "../../src/column/index.js";
import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../src/kernels/index.js";
import { Categorical, type ColumnType, Float64, Int64, Utf8 } from "../../src/types/index.js";

const ROWS = 60_000;

test.each<readonly [ColumnType, (row: number) => unknown]>([
  [Float64, (row) => row / 3],
  [Int64, (row) => row * 2 ** 32],
  [Utf8, (row) => `row ${row} with a long string, and one more`],
  [Categorical, (row) => `value ${row} of many that are distinct`],
])("%o", (dtype, make) => {
  const { heap } = instantiate(compileKernels(false), createMemory(false));
  expect(heap.shared).toBe(false);
  const values = Array.from({ length: ROWS }, (_, row) => (row % 3 === 0 ? null : make(row)));
  const columns = [values.slice(0, 1000), values.slice(1000)].map((part) => buildColumn(part, heap, dtype)) as [Column, Column];
  const before = heap.memory.buffer;
  const whole = rechunk(sliceColumn(concatColumns(columns, heap), 7, ROWS - 7, heap), heap);
  heap.alloc(heap.memory.buffer.byteLength);
  expect(before.byteLength).toBe(0);
  expect(columnToArray(whole, heap)).toEqual(values.slice(7));
});
