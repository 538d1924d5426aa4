// A join's table of some rows, probed with others, against a plain loop over both.

import { afterEach, beforeEach, expect } from "vitest";
import { BATCH_ROWS, type Vector, type VectorType } from "../../src/column/index.js";
import { filterKeys, type JoinKeys, JoinTable, markedBuckets, NO_ROW } from "../../src/physical/joining/index.js";
import type { SinglePhysical } from "../../src/types/index.js";
import { kernelInstance, type TestValue, Vectors } from "../support/vectors.js";

export const instance = kernelInstance();
const { heap } = instance;
export const { kernels } = instance;
export let vectors: Vectors;

beforeEach(() => {
  vectors = new Vectors(instance, kernels.arena_new() >>> 0);
});
afterEach(() => {
  kernels.arena_free(vectors.arena);
  kernels.scratch_reset();
});

export type Rows = readonly (readonly TestValue[])[];
export interface Side {
  readonly physical: SinglePhysical;
  readonly dictionary?: readonly string[];
}
export interface Case {
  readonly build: readonly Side[];
  readonly probe: readonly Side[];
  readonly buildRows: Rows;
  readonly probeRows: Rows;
  /** By probe row. */
  readonly selection?: readonly boolean[];
}

export function columns(sides: readonly Side[], rows: Rows): { types: VectorType[]; keys: Vector[] } {
  const made = sides.map(({ physical, dictionary }, key) =>
    vectors.make(
      physical,
      rows.map((row) => row[key] as TestValue),
      dictionary === undefined ? undefined : vectors.dictionary(dictionary),
    ),
  );
  return { types: made.map(({ type }) => type), keys: made.map(({ vector }) => vector) };
}

/** Equal for equal keys; undefined for keys with a null. */
function keyOf(row: readonly TestValue[]): string | undefined {
  if (row.includes(null)) return undefined;
  return JSON.stringify(
    row.map((value) => (typeof value === "number" ? String(value + 0) : typeof value === "bigint" ? String(value) : value)),
  );
}

type Pair = readonly [probeRow: number, buildRow: number];

function expectedPairs({ buildRows, probeRows, selection }: Case, outer: boolean): Pair[] {
  const byKey = new Map<string, number[]>();
  buildRows.forEach((row, buildRow) => {
    const key = keyOf(row);
    const before = key === undefined ? undefined : byKey.get(key);
    if (before !== undefined) before.push(buildRow);
    else if (key !== undefined) byKey.set(key, [buildRow]);
  });
  return probeRows.flatMap((row, probeRow): Pair[] => {
    if (selection !== undefined && selection[probeRow] !== true) return [];
    const key = keyOf(row);
    const matches = key === undefined ? undefined : byKey.get(key);
    if (matches === undefined) return outer ? [[probeRow, NO_ROW]] : [];
    return matches.map((buildRow) => [probeRow, buildRow]);
  });
}

/** Build rows whose bucket was marked, as a semi join that stores its left side finds them. */
function checkMarks(test: Case, types: JoinKeys, buildKeys: readonly Vector[], probeKeys: readonly Vector[], selection: number): void {
  const rowCount = test.buildRows.length;
  const table = JoinTable.build(instance, types, rowCount, buildKeys, vectors.arena, "buckets");
  const { buckets, index } = table.state();
  if (buckets.kind !== "numbers") throw new Error("the table does not number its buckets");
  const marks = heap.alloc(index.bucketCount + 1, vectors.arena);
  kernels.zero_bytes(marks, index.bucketCount + 1);
  table.markBuckets(probeKeys, test.probeRows.length, selection, marks);
  const marked = JoinTable.attach(instance, markedBuckets(instance, index.bucketCount, marks, vectors.arena));
  const matches = marked.matches([{ values: buckets.ids, validity: 0 }], rowCount, 0);
  const matched = new Set(expectedPairs(test, false).map(([, buildRow]) => buildRow));
  expect(matches.selectedCount).toBe(matched.size);
  expect(vectors.bits(matches.selection, rowCount)).toEqual(test.buildRows.map((_, row) => matched.has(row)));
}

export function check(test: Case): JoinTable {
  const build = columns(test.build, test.buildRows);
  const probe = columns(test.probe, test.probeRows);
  // Two sides whose codes have equal dictionaries in these tests have the same one.
  const probeTypes = probe.types.map((type, key) => {
    const same = test.build[key]?.dictionary !== undefined && test.build[key].dictionary === test.probe[key]?.dictionary;
    return same ? (build.types[key] as VectorType) : type;
  });
  const built = JoinTable.build(instance, { build: build.types, probe: probeTypes }, test.buildRows.length, build.keys, vectors.arena);
  const table = JoinTable.attach(instance, JSON.parse(JSON.stringify(built.state())));
  const selection = test.selection === undefined ? 0 : vectors.bitmap(test.selection);
  const rowCount = test.probeRows.length;

  for (const outer of [false, true]) {
    const pairs: Pair[] = [];
    for (const { count, probeRows, buildRows } of table.probe(probe.keys, rowCount, selection, outer)) {
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(BATCH_ROWS);
      const probes = heap.u32s(probeRows, count);
      heap.u32s(buildRows, count).forEach((buildRow, index) => {
        pairs.push([probes[index] as number, buildRow]);
      });
    }
    expect(pairs).toEqual(expectedPairs(test, outer));
  }

  const matched = new Set(expectedPairs(test, false).map(([probeRow]) => probeRow));
  const types = { build: build.types, probe: probeTypes };
  const members = JoinTable.build(instance, types, test.buildRows.length, build.keys, vectors.arena, "membership");
  for (const either of [table, JoinTable.attach(instance, JSON.parse(JSON.stringify(members.state())))]) {
    const matches = either.matches(probe.keys, rowCount, selection);
    expect(matches.selectedCount).toBe(matched.size);
    expect(vectors.bits(matches.selection, rowCount)).toEqual(test.probeRows.map((_, row) => matched.has(row)));
  }

  checkMarks(test, types, build.keys, probe.keys, selection);

  table.filters.forEach((filter, key) => {
    if (filter === null) return;
    const kept = filterKeys(instance, filter, probe.keys[key] as Vector, rowCount, selection);
    const bits = vectors.bits(kept.selection, rowCount);
    expect(bits.filter((bit) => bit).length).toBe(kept.selectedCount);
    const values = test.buildRows.filter((row) => keyOf(row) !== undefined).map((row) => row[key]);
    bits.forEach((bit, row) => {
      const value = test.probeRows[row]?.[key];
      if (matched.has(row)) expect(bit).toBe(true);
      if (value === null || (test.selection !== undefined && !test.selection[row])) expect(bit).toBe(false);
      else if (filter.exact) expect(bit).toBe(values.includes(value));
    });
  });
  return table;
}
