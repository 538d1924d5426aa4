// Group-by tests: columns of cells, run through segments and batches, and the same computed from plain arrays.

import fc from "fast-check";
import { expect } from "vitest";
import type { VectorType } from "../../src/column/index.js";
import {
  type AggregateCall,
  appearanceOrder,
  Grouping,
  type GroupingResult,
  type GroupingSpec,
  type GroupingState,
  type MergePlan,
  planMerge,
} from "../../src/physical/grouping/index.js";
import { type ColumnType, physicalOf } from "../../src/types/index.js";
import { type Cell, cellOf, get, getBits, instance, put, putBits, putSelection } from "../kernels/support.js";

const { heap } = instance;

export type MaybeCell = Cell | null;
export interface TestColumn {
  readonly type: VectorType;
  readonly cells: readonly MaybeCell[];
}

/** Rows of a query, cut into segments of batches. */
export interface TestRows {
  readonly keys: readonly TestColumn[];
  readonly inputs: readonly TestColumn[];
  /** Rows that count; undefined: all. */
  readonly selected: readonly boolean[] | undefined;
  readonly rowCount: number;
}

export const words = [
  "",
  "a",
  "ab",
  "zebra",
  "exactly12byt",
  "longer than twelve",
  "longer than twelvf",
  "longer than twelve bytes, by far",
  "é",
];
export const dictionaryWords = ["pear", "apple", "", "a long word that is not inline", "a long word that is not inlinf", "fig"];

const dictionaryArena = heap.exports.arena_new() >>> 0;

/** Views that no scratch reset takes back. */
function keptDictionary(): number {
  const scratchViews = put("view", dictionaryWords);
  const views = heap.alloc(dictionaryWords.length * 16, dictionaryArena);
  heap.bytes(views, dictionaryWords.length * 16).set(heap.bytes(scratchViews, dictionaryWords.length * 16));
  for (const [index, word] of dictionaryWords.entries()) {
    const length = Buffer.byteLength(word);
    if (length <= 12) continue;
    const bytes = heap.alloc(length, dictionaryArena);
    heap.bytes(bytes, length).set(Buffer.from(word));
    heap.setU32(views + index * 16 + 12, bytes);
  }
  return views;
}
export const dictionary = { count: dictionaryWords.length, values: keptDictionary(), allocations: [] };

export function vectorType(dtype: ColumnType, nullable: boolean, more: Partial<VectorType> = {}): VectorType {
  const physical = more.physical ?? physicalOf[dtype.kind];
  return { dtype, physical, nullable, ...(physical === "codes" ? { dictionary } : {}), ...more };
}

/** A column of few distinct cells, nulls among them when the type says so. */
export function columnOf(type: VectorType, rowCount: number): fc.Arbitrary<TestColumn> {
  const cell = type.physical === "view" ? fc.oneof(fc.constantFrom(...words), cellOf("view")) : cellOf(type.physical);
  const pool = fc.array(type.nullable ? fc.option(cell, { freq: 4 }) : cell, { minLength: 1, maxLength: 12 });
  return fc.tuple(pool, fc.array(fc.nat(11), { minLength: rowCount, maxLength: rowCount })).map(([cells, picks]) => ({
    type,
    cells: picks.map((pick) => cells[pick % cells.length] as MaybeCell),
  }));
}

const zeroOf = (type: VectorType): Cell => {
  const { physical } = type;
  if (physical === "bool") return true;
  if (physical === "view") return "";
  if (physical === "codes") return 0;
  // Values of null rows mean nothing: give them one that would be noticed.
  return physical === "i64" || physical === "u64" ? 77n : 77;
};

function putColumn({ type, cells }: TestColumn, from: number, to: number) {
  const slice = cells.slice(from, to);
  return {
    values: put(
      type.physical,
      slice.map((cell) => cell ?? zeroOf(type)),
    ),
    validity: slice.includes(null) ? putBits(slice.map((cell) => cell !== null)) : 0,
  };
}

/** A result, read out. */
export interface Grouped {
  readonly rowCount: number;
  readonly keys: readonly MaybeCell[][];
  readonly aggregates: readonly MaybeCell[][];
  readonly types: readonly VectorType[];
}

/**
 * Runs the segments that `cuts` make, batches of `batchRows`, each in memory that the one before used. Of one segment expects the
 * same without a merge. Where the states can be merged in parts, of hashes or of ranges, merges them in these ways as well, and expects the same.
 */
export function group(rows: TestRows, aggregates: readonly AggregateCall[], cuts: readonly number[] = [], batchRows = 100): Grouped {
  return inArena((arena) => groupIn(arena, rows, aggregates, cuts, batchRows));
}

/** Runs with an arena that is freed after it. */
export function inArena<T>(run: (arena: number) => T): T {
  const arena = heap.exports.arena_new() >>> 0;
  try {
    return run(arena);
  } finally {
    heap.exports.arena_free(arena);
  }
}

function groupIn(arena: number, rows: TestRows, aggregates: readonly AggregateCall[], cuts: readonly number[], batchRows: number): Grouped {
  const spec: GroupingSpec = { keys: rows.keys.map(({ type }) => type), inputs: rows.inputs.map(({ type }) => type), aggregates };
  const edges = [0, ...[...cuts].filter((cut) => cut <= rows.rowCount).sort((left, right) => left - right), rows.rowCount];
  const groupings = () =>
    edges.slice(1).map((to, index) => {
      const grouping = new Grouping(instance, spec, arena);
      for (let from = edges[index] as number; from < to; from += batchRows)
        updateBatch(grouping, rows, from, Math.min(from + batchRows, to));
      return grouping;
    });
  const statesOf = (): GroupingState[] => groupings().map((partial) => JSON.parse(JSON.stringify(partial.state())));
  const whole = { kind: "whole", parts: 1 } as const;
  const merged = read(Grouping.merge(instance, spec, statesOf(), arena, whole).finish(), spec);
  // Moments that are merged are rounded once more.
  const isExact = aggregates.every(({ fn }) => fn !== "var" && fn !== "std");
  if (edges.length === 2 && isExact) expect(merged).toEqual(read((groupings()[0] as Grouping).finish(), spec));
  for (const parts of mergesInParts(arena, spec, statesOf)) expect(parts).toEqual({ keys: merged.keys, aggregates: merged.aggregates });
  return merged;
}

/** What comes of merging the states in ranges of their keys, and in partitions of their hash, where that can be done. */
function mergesInParts(arena: number, spec: GroupingSpec, statesOf: () => GroupingState[]) {
  const hashed = () =>
    statesOf().map((state) => (state.ascending === undefined ? state : new Grouping(instance, spec, arena).partition(state)));
  const ways = [
    { kind: "ranges", states: statesOf() },
    { kind: "hashed", states: hashed() },
  ];
  return ways.flatMap(({ kind, states }) => {
    const plan = planMerge(heap, states, 0);
    return plan.kind === kind ? [mergeParts(arena, spec, states, plan)] : [];
  });
}

/** Merges part by part and puts the groups in order again. */
export function mergeParts(
  arena: number,
  spec: GroupingSpec,
  states: readonly GroupingState[],
  plan: MergePlan,
): Pick<Grouped, "keys" | "aggregates"> {
  const inOrder = plan.kind === "ranges" && plan.inOrder;
  const results = Array.from({ length: plan.parts }, (_, index) =>
    Grouping.merge(instance, spec, states, arena, plan, index, !inOrder).finish(),
  );
  const rowCount = results.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const order = inOrder
    ? Array.from({ length: rowCount }, (_, row) => row)
    : [...heap.u32s(appearanceOrder(instance, states, results, arena), rowCount)];
  const parts = results.map((result) => read(result, spec));
  const ordered = (columnOfPart: (part: Grouped) => MaybeCell[]) => {
    const all = parts.flatMap(columnOfPart);
    return order.map((row) => all[row] as MaybeCell);
  };
  return {
    keys: spec.keys.map((_, index) => ordered(({ keys }) => keys[index] as MaybeCell[])),
    aggregates: spec.aggregates.map((_, index) => ordered((part) => part.aggregates[index] as MaybeCell[])),
  };
}

function read(result: GroupingResult, spec: GroupingSpec): Grouped {
  return {
    rowCount: result.rowCount,
    keys: result.keys.map((vector, index) => readVector(vector, spec.keys[index] as VectorType, result.rowCount)),
    aggregates: result.aggregates.map(({ vector, type }) => readVector(vector, type, result.rowCount)),
    types: result.aggregates.map(({ type }) => type),
  };
}

function updateBatch(grouping: Grouping, rows: TestRows, from: number, to: number): void {
  heap.exports.scratch_reset();
  const keys = rows.keys.map((column) => putColumn(column, from, to));
  const inputs = rows.inputs.map((column) => putColumn(column, from, to));
  grouping.update(to - from, keys, inputs, rows.selected === undefined ? 0 : putSelection(rows.selected.slice(from, to)));
}

export function readVector(vector: { values: number; validity: number }, type: VectorType, rowCount: number): MaybeCell[] {
  const cells = get(type.physical, vector.values, rowCount);
  const valid = vector.validity === 0 ? cells.map(() => true) : getBits(vector.validity, rowCount);
  return cells.map((cell, index) => (valid[index] ? cell : null));
}

/** Rows of each group, in order of first appearance. */
export function oracleGroups({ keys, selected, rowCount }: TestRows): number[][] {
  const groups = new Map<string, number[]>();
  if (keys.length === 0) groups.set("", []);
  for (let row = 0; row < rowCount; row++) {
    if (selected !== undefined && !selected[row]) continue;
    // String(-0) is "0".
    const name = keys.map(({ cells }) => `${typeof cells[row]}:${String(cells[row]).length}:${cells[row]}`).join("|");
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
