// Rows with distinct keys, for `unique`.

import { BATCH_ROWS, sliceVector, type Vector, type VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { ArenaMemory } from "./arena-memory.js";
import { GroupArray } from "./group-array.js";
import { makeMapper } from "./keys/key-mapper.js";
import { chooseStrategy } from "./strategy.js";

/** Which row of those with equal keys stays; "none": only rows whose keys no other has. */
export type Keep = "any" | "first" | "last" | "none";

interface DistinctRows {
  readonly count: number;
  /** Address of the u32 row numbers, ascending. */
  readonly indices: number;
}

/** Of the `rows` rows of contiguous columns `keys`. What is allocated belongs to `arena`. */
export function distinctRows(
  instance: Instance,
  keyTypes: readonly VectorType[],
  keys: readonly Vector[],
  rows: number,
  keep: Keep,
  arena: number,
): DistinctRows {
  const memory = new ArenaMemory(instance, arena);
  const { kernels, heap } = memory;
  const mapper = makeMapper(chooseStrategy(keyTypes), memory);
  const picked = new GroupArray(memory, 4);
  const counts = new GroupArray(memory, 4);
  for (let from = 0; from < rows; from += BATCH_ROWS) {
    const rowCount = Math.min(BATCH_ROWS, rows - from);
    const before = mapper.count;
    const slices = keys.map((key, index) => sliceVector(key, (keyTypes[index] as VectorType).physical, from));
    const groups = mapper.assign(rowCount, slices, 0);
    picked.ensure(mapper.count);
    if (keep === "last") kernels.agg_last_row(groups, picked.address, from, rowCount);
    else kernels.group_first_rows(groups, before, mapper.count, picked.first + before * 4, from, rowCount);
    if (keep === "none") {
      counts.ensure(mapper.count);
      kernels.agg_count(groups, counts.address, 0, rowCount);
    }
  }
  const { count } = mapper;
  if (keep === "last") {
    const padded = Math.ceil(rows / 64) * 64;
    const bitmap = memory.zeros(padded / 8);
    kernels.group_set_bits(picked.first, bitmap, count);
    const indices = memory.alloc(count * 4);
    kernels.group_indices_of_bits(bitmap, indices, padded);
    heap.free(bitmap);
    return { count, indices };
  }
  if (keep !== "none") return { count, indices: picked.handOut(count) };
  const indices = memory.alloc(count * 4);
  return { count: kernels.group_single_rows(picked.first, counts.first, indices, count), indices };
}
