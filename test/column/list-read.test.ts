// Lists whose elements are the last of the memory: a reader goes as far as elements of that width do.

import { expect, test } from "vitest";
import { rowReader } from "../../src/column/row-reader.js";
import { arrayTypes } from "../../src/column/typed-arrays.js";
import { type ColumnType, Float32, Float64, Int8, Int16, Int64, List, UInt32 } from "../../src/types/index.js";
import { heap } from "./heap.js";

const ELEMENTS_BYTES = 4096;

test.each([
  [Int8, "i8"],
  [Int16, "i16"],
  [UInt32, "u32"],
  [Int64, "i64"],
  [Float32, "f32"],
  [Float64, "f64"],
] as const)("elements of %o at the end of the memory", (inner: ColumnType, physical) => {
  const values = heap.alloc(16);
  const type = arrayTypes[physical];
  const count = ELEMENTS_BYTES / type.BYTES_PER_ELEMENT;
  const elements = heap.memory.buffer.byteLength - ELEMENTS_BYTES;
  const view = new type(heap.memory.buffer, elements, count);
  for (let index = 0; index < count; index++) view[index] = physical === "i64" ? BigInt(index % 100) : index % 100;
  heap.u32s(values, 4).set([count, 0, elements, 0]);
  const chunk = { values, validity: 0, length: 1, nullCount: 0, allocations: [] };
  const dtype = List(inner);
  const read = rowReader({ dtype, physical: "list", chunks: [chunk], length: 1, nullCount: 0 } as never, chunk, heap);
  expect((read(0) as unknown[]).map(Number)).toEqual(Array.from({ length: count }, (_, index) => index % 100));
});
