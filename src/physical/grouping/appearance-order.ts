import type { Instance } from "../../kernels/index.js";
import { ArenaMemory } from "./arena-memory.js";
import type { GroupingResult } from "./grouping.js";
import type { GroupingState } from "./spec.js";

/**
 * Address of u32 rows of the partitions' results, one after the other, in order of the groups' first appearance: gather by them
 * where the order of groups is to be kept. `states` are those that were merged.
 */
export function appearanceOrder(
  instance: Instance,
  states: readonly GroupingState[],
  results: readonly Pick<GroupingResult, "rowCount" | "appearances">[],
  arena: number,
): number {
  const memory = new ArenaMemory(instance, arena);
  const places = states.reduce((sum, { groups }) => sum + groups, 0);
  const rows = results.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const placed = memory.zeros(places * 4);
  let from = 0;
  for (const { rowCount, appearances } of results) {
    memory.kernels.group_place(appearances, placed, from, rowCount);
    from += rowCount;
  }
  const order = memory.alloc(rows * 4);
  memory.kernels.group_placed(placed, order, places);
  memory.heap.free(placed);
  return order;
}
