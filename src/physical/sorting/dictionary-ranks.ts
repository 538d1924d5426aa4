// Codes sort by the rank of their string in the dictionary, which is sorted once.

import type { Dictionary } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { Utf8 } from "../../types/index.js";
import { argSort } from "./arg-sort.js";

/** Ranks by code, u32, owned by `arena`. */
export function dictionaryRanks(instance: Instance, { count, values }: Dictionary, arena: number): number {
  const { heap, kernels } = instance;
  const type = { dtype: Utf8, physical: "view", nullable: false } as const;
  const order = argSort(instance, [{ type, vector: { values, validity: 0 }, descending: false, nullsLast: false }], count, arena);
  const ranks = heap.alloc(Math.max(count, 1) * 4, arena);
  heap.setU32(ranks, 0);
  kernels.sort_invert(order, ranks, count);
  heap.free(order);
  return ranks;
}
