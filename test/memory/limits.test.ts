// Sizes past what 32 bits can say are refused; none becomes a short block.

import { describe, expect, it } from "vitest";
import { MemoryLimitError } from "../../src/errors/index.js";
import { valuesBytes } from "../../src/physical/move.js";
import { Utf8 } from "../../src/types/index.js";
import { instance } from "../kernels/support.js";

const { heap, kernels } = instance;
const GIB = 2 ** 30;

describe("sizes of 4 GB and more", () => {
  it.each([4 * GIB - 1, 4 * GIB, 4 * GIB + 64, 5 * GIB, 2 ** 40])("refuses a block of %d bytes", (bytes) => {
    expect(() => heap.alloc(bytes)).toThrow(MemoryLimitError);
    expect(() => heap.scratch(bytes)).toThrow(MemoryLimitError);
  });

  it("counts the bytes of many values", () => {
    const type = { dtype: Utf8, physical: "view", nullable: false } as const;
    expect(valuesBytes(type, 2 ** 28)).toBe(4 * GIB);
    expect(valuesBytes(type, 2 ** 28 + 4)).toBe(4 * GIB + 64);
  });

  it("counts the bytes of strings that share them", () => {
    const rows = 5;
    const views = heap.alloc(rows * 16);
    // Only the lengths are read.
    for (let row = 0; row < rows; row++) heap.setU32(views + row * 16, GIB);
    expect(kernels.views_bytes(views, 0, rows)).toBe(5 * GIB);
    heap.free(views);
  });
});
