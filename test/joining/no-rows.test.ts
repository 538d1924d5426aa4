// What is gathered for a row that a join did not find, from a side without rows.

import { expect, it } from "vitest";
import { readView } from "../../src/column/index.js";
import { gatherVector, NO_ROW } from "../../src/physical/move.js";
import { concatColumn } from "../../src/physical/tasks/concat.js";
import { instance } from "./support.js";

it("is a string that can be read, also where other bytes were before", () => {
  const { heap, kernels } = instance;
  const arena = kernels.arena_new() >>> 0;
  const used = heap.alloc(64, arena);
  heap.bytes(used, 64).fill(0xff);
  heap.free(used);
  const type = { physical: "view" } as const;
  const column = concatColumn({ instance } as never, { types: [type as never], rowCounts: [], columns: [[]], arena }, 0);
  const indices = heap.scratch(64);
  heap.setU32(indices, NO_ROW);
  const { values } = gatherVector(instance, type as never, column, indices, 1, true);
  const text = readView(heap, values);
  kernels.arena_free(arena);
  expect(text).toBe("");
});
