import { expect, it } from "vitest";
import { type AggregateName, Grouping, type GroupingSpec } from "../../src/physical/grouping/index.js";
import { Int64 } from "../../src/types/index.js";
import { instance, put } from "../kernels/support.js";
import { inArena, vectorType } from "./support.js";

const ROWS = 20_000;
const names: readonly AggregateName[] = ["min", "max", "count", "nUnique", "median"];

it.each([
  ["ascend", (row: number) => BigInt(row)],
  ["are hashed", (row: number) => BigInt((row * 7919) % ROWS)],
] as const)("what results were read from is freed: keys that %s", (_, keyOf) => {
  const type = vectorType(Int64, false);
  const spec: GroupingSpec = { keys: [type], inputs: [type], aggregates: names.map((fn) => ({ fn, input: 0, options: [] })) };
  const keys = Array.from({ length: ROWS }, (_, row) => keyOf(row));
  const vector = { values: put("i64", keys), validity: 0 };
  inArena((arena) => {
    const grouping = new Grouping(instance, spec, arena);
    grouping.update(ROWS, [vector], [vector], 0);
    const gathered = instance.kernels.arena_bytes(arena);
    const { rowCount } = grouping.finish();
    expect(rowCount).toBe(ROWS);
    expect(instance.kernels.arena_bytes(arena)).toBeLessThan(gathered);
  });
});
