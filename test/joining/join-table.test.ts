import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BATCH_ROWS, type Vector, type VectorType } from "../../src/column/index.js";
import { filterKeys, JoinTable, NO_ROW } from "../../src/physical/joining/index.js";
import type { SinglePhysical } from "../../src/types/index.js";
import { kernelInstance, type TestValue, Vectors } from "../support/vectors.js";

const instance = kernelInstance();
const { heap, kernels } = instance;
let vectors: Vectors;

beforeEach(() => {
  vectors = new Vectors(instance, kernels.arena_new() >>> 0);
});
afterEach(() => {
  kernels.arena_free(vectors.arena);
  kernels.scratch_reset();
});

type Rows = readonly (readonly TestValue[])[];
interface Side {
  readonly physical: SinglePhysical;
  readonly dictionary?: readonly string[];
}
interface Case {
  readonly build: readonly Side[];
  readonly probe: readonly Side[];
  readonly buildRows: Rows;
  readonly probeRows: Rows;
  /** By probe row. */
  readonly selection?: readonly boolean[];
}

function columns(sides: readonly Side[], rows: Rows): { types: VectorType[]; keys: Vector[] } {
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

function check(test: Case): JoinTable {
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
  const members = JoinTable.build(instance, types, test.buildRows.length, build.keys, vectors.arena, true);
  for (const either of [table, JoinTable.attach(instance, JSON.parse(JSON.stringify(members.state())))]) {
    const matches = either.matches(probe.keys, rowCount, selection);
    expect(matches.selectedCount).toBe(matched.size);
    expect(vectors.bits(matches.selection, rowCount)).toEqual(test.probeRows.map((_, row) => matched.has(row)));
  }

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

const float = fc.constantFrom(0, -0, Number.NaN, 1, 1.5, -2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
const texts = [
  "",
  "a",
  "b",
  "twelve bytes",
  "thirteen byte",
  "thirteen bytf",
  "a much longer string than fits",
  "a much longer string than fitt",
  "é",
  "日本語日本語日本語",
];
const text = fc.constantFrom(...texts);
const wideBigints = fc.constantFrom(-(2n ** 63n), -1n, 0n, 1n, 2n ** 32n, 2n ** 63n - 1n);

const valuesOf: Readonly<Record<SinglePhysical, fc.Arbitrary<TestValue>>> = {
  bool: fc.boolean(),
  i8: fc.integer({ min: -128, max: 127 }),
  i16: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(-32768, 32767)),
  i32: fc.oneof(fc.integer({ min: -5, max: 20 }), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1)),
  i64: fc.oneof(fc.bigInt({ min: -9n, max: 9n }), wideBigints),
  u8: fc.integer({ min: 0, max: 255 }),
  u16: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(65535)),
  u32: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(2 ** 32 - 1)),
  u64: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.constantFrom(2n ** 63n, 2n ** 64n - 1n)),
  f32: float,
  f64: float,
  view: text,
  codes: text,
};

const sidePairs: readonly (readonly [Side, Side])[] = [
  ...(["bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "view"] as const).map(
    (physical) => [{ physical }, { physical }] as const,
  ),
  [
    { physical: "codes", dictionary: texts },
    { physical: "codes", dictionary: texts },
  ],
  [
    { physical: "codes", dictionary: texts },
    { physical: "codes", dictionary: ["only here", ...texts.toReversed()] },
  ],
  [{ physical: "codes", dictionary: texts }, { physical: "view" }],
  [{ physical: "view" }, { physical: "codes", dictionary: texts }],
];

function rowsOf(sides: readonly Side[], nulls: boolean): fc.Arbitrary<Rows> {
  const values = sides.map(({ physical }) => (nulls ? fc.option(valuesOf[physical], { freq: 4 }) : valuesOf[physical]));
  return fc.array(fc.tuple(...values), { maxLength: 100 });
}

function caseOf(pairs: readonly (readonly [Side, Side])[]): fc.Arbitrary<Case> {
  const build = pairs.map(([side]) => side);
  const probe = pairs.map(([, side]) => side);
  return fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()).chain(([buildNulls, probeNulls, selected]) =>
    fc
      .record({
        buildRows: rowsOf(build, buildNulls),
        probeRows: rowsOf(probe, probeNulls),
        bits: fc.array(fc.boolean(), { minLength: 100, maxLength: 100 }),
        isSparse: fc.boolean(),
      })
      .map(({ buildRows, probeRows, bits, isSparse }) => ({
        build,
        probe,
        buildRows,
        probeRows,
        ...(selected ? { selection: probeRows.map((_, row) => bits[row] === true && (!isSparse || row % 10 === 3)) } : {}),
      })),
  );
}

describe("JoinTable", () => {
  it.each(sidePairs.map(([build, probe]) => ({ name: `${build.physical} with ${probe.physical}`, build, probe })))(
    "joins $name",
    ({ build, probe }) => {
      fc.assert(
        fc.property(caseOf([[build, probe]]), (test) => void check(test)),
        { numRuns: 60 },
      );
    },
  );

  it("joins on several keys of any types", () => {
    const sides = fc.array(fc.constantFrom(...sidePairs), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(sides.chain(caseOf), (test) => void check(test)),
      { numRuns: 200 },
    );
  });
});

const i32 = [{ physical: "i32" }] as const;
const i64 = [{ physical: "i64" }] as const;
const one = (values: readonly TestValue[]): Rows => values.map((value) => [value]);
const count = (rows: number, value: (row: number) => TestValue): TestValue[] => Array.from({ length: rows }, (_, row) => value(row));

describe("the index", () => {
  const cases: readonly {
    readonly name: string;
    readonly keys: readonly TestValue[];
    readonly probes: readonly TestValue[];
    readonly index: string;
    readonly buckets: string;
  }[] = [
    { name: "no rows at all", keys: [], probes: [1n, null], index: "direct", buckets: "one" },
    { name: "only nulls", keys: [null, null], probes: [7n, 10n, null], index: "direct", buckets: "one" },
    {
      name: "a complete sorted range",
      keys: count(3000, (row) => BigInt(row) + 5n),
      probes: count(3010, (row) => BigInt(row)),
      index: "direct",
      buckets: "identity",
    },
    {
      name: "a shuffled range",
      keys: count(3001, (row) => BigInt((row * 7) % 3001)),
      probes: count(3010, (row) => BigInt(row - 4)),
      index: "direct",
      buckets: "one",
    },
    {
      name: "duplicates",
      keys: count(3000, (row) => BigInt(row % 700)),
      probes: count(800, (row) => BigInt(row)),
      index: "direct",
      buckets: "many",
    },
    {
      name: "sorted duplicates",
      keys: count(3000, (row) => BigInt(row >> 2)),
      probes: count(800, (row) => BigInt(row)),
      index: "direct",
      buckets: "many",
    },
    {
      name: "a sorted range with holes",
      keys: count(3000, (row) => BigInt(row * 3)),
      probes: count(9000, (row) => BigInt(row)),
      index: "ranked",
      buckets: "identity",
    },
    {
      name: "a sparse range",
      keys: count(3000, (row) => BigInt(((row * 7) % 3000) * 50)),
      probes: count(9000, (row) => BigInt(row * 25 - 50)),
      index: "ranked",
      buckets: "one",
    },
    {
      name: "a sparse range with duplicates",
      keys: count(3000, (row) => BigInt(((row * 7) % 1000) * 200)),
      probes: count(2500, (row) => BigInt(row * 25 - 50)),
      index: "ranked",
      buckets: "many",
    },
    {
      name: "a sparse sorted range with duplicates",
      keys: count(3000, (row) => BigInt((row >> 1) * 120)),
      probes: count(2500, (row) => BigInt(row * 25 - 50)),
      index: "ranked",
      buckets: "many",
    },
    {
      name: "a wide range",
      keys: count(3000, (row) => BigInt(row) << 40n),
      probes: count(3500, (row) => BigInt(row) << 40n),
      index: "hashed",
      buckets: "identity",
    },
    {
      name: "a wide range with nulls",
      keys: count(3000, (row) => (row % 5 ? BigInt(row) << 40n : null)),
      probes: count(3500, (row) => BigInt(row) << 40n),
      index: "hashed",
      buckets: "one",
    },
    {
      name: "a wide range with duplicates",
      keys: count(3000, (row) => BigInt(row % 999) << 40n),
      probes: count(1200, (row) => BigInt(row) << 40n),
      index: "hashed",
      buckets: "many",
    },
    {
      name: "the ends of i64",
      keys: [-(2n ** 63n), 2n ** 63n - 1n],
      probes: [2n ** 63n - 1n, 0n, -(2n ** 63n)],
      index: "hashed",
      buckets: "identity",
    },
  ];
  it.each(cases)("of $name is $index, its buckets $buckets", ({ keys, probes, index, buckets }) => {
    const state = check({ build: i64, probe: i64, buildRows: one(keys), probeRows: one(probes) }).state();
    expect([state.index.kind, state.buckets.kind]).toEqual([index, buckets]);
  });

  it.each([0, 1, 7, 8, 9, 63, 64, 65, 1025, BATCH_ROWS - 1, BATCH_ROWS])("finds all of %i probe rows, selected or not", (rows) => {
    const buildRows = one(count(rows + 3, (row) => (row * 5) % (rows + 3)));
    const probeRows = one(count(rows, (row) => row * 2));
    check({ build: i32, probe: i32, buildRows, probeRows });
    check({ build: i32, probe: i32, buildRows, probeRows, selection: probeRows.map((_, row) => row % 3 === 1) });
    check({ build: i32, probe: i32, buildRows, probeRows, selection: probeRows.map((_, row) => row % 20 === 7) });
    check({ build: i32, probe: i32, buildRows, probeRows, selection: probeRows.map(() => false) });
  });

  it("finds wide keys whose least and greatest stand in rows that do not count", () => {
    const wide = [{ physical: "i64" }, { physical: "i32" }] as const;
    const buildRows = [
      [-(2n ** 63n), null],
      [5n, 1],
      [6n, 2],
      [2n ** 63n - 1n, null],
      [7n, 3],
    ] as const;
    const probeRows = [
      [5n, 1],
      [6n, 1],
      [7n, 3],
      [-(2n ** 63n), 1],
      [2n ** 63n - 1n, 3],
      [6n, 2],
    ] as const;
    check({ build: wide, probe: wide, buildRows, probeRows });
    check({ build: wide, probe: wide, buildRows, probeRows, selection: [true, true, false, true, true, true] });
  });

  it.each([1n, 2n ** 20n])("finds keys %i apart batch after batch, when many are found and when few are", (distance) => {
    const build = columns(i64, one(count(500, (row) => BigInt(row * 100) * distance)));
    const table = JoinTable.build(instance, { build: build.types, probe: build.types }, 500, build.keys, vectors.arena);
    for (const step of [100n, 1n, 100n, 7n]) {
      const probe = columns(i64, one(count(1000, (row) => BigInt(row) * step * distance)));
      let found = 0;
      for (const pairs of table.probe(probe.keys, 1000, 0, false)) found += pairs.count;
      const wanted = count(1000, (row) => BigInt(row) * step).filter((key) => Number(key) % 100 === 0 && Number(key) < 50_000).length;
      expect(found).toBe(wanted);
    }
  });

  it("grows while distinct words, pairs and strings come in", () => {
    const rows = 70_000;
    const late = (row: number) => (row < 20_000 ? row % 5000 : row);
    const probeAt = (row: number) => late(row * 5);
    const rowsBy = (length: number, make: (row: number) => readonly TestValue[]): Rows => Array.from({ length }, (_, row) => make(row));
    const hashed = (row: number) => [BigInt(late(row)) << 40n];
    check({ build: i64, probe: i64, buildRows: rowsBy(rows, hashed), probeRows: rowsBy(rows / 5, (row) => [BigInt(probeAt(row)) << 40n]) });
    const pair = (value: number) => [BigInt(value) << 40n, -BigInt(value) << 35n];
    const two = [...i64, ...i64];
    check({
      build: two,
      probe: two,
      buildRows: rowsBy(rows, (row) => pair(late(row))),
      probeRows: rowsBy(rows / 5, (row) => pair(probeAt(row))),
    });
    const view = [{ physical: "view" }] as const;
    const name = (value: number) => [`${value % 2 ? "a long string, number " : ""}${value}`];
    check({
      build: view,
      probe: view,
      buildRows: rowsBy(rows, (row) => name(late(row))),
      probeRows: rowsBy(rows / 5, (row) => name(probeAt(row))),
    });
  });

  it("finds rows by keys of more than one word, with nulls", () => {
    const u64 = { physical: "u64" } as const;
    const row = (value: number): readonly TestValue[] => [BigInt(value) << 50n, value % 5 ? BigInt(value) << 51n : null, value];
    const sides = [u64, u64, { physical: "i32" }] as const;
    for (const [keys, distinct] of [
      [sides.slice(0, 2), 150],
      [sides.slice(0, 2), 200],
      [sides, 150],
      [sides, 200],
    ] as const) {
      const rows = Array.from({ length: 200 }, (_, index) => row((index * 7) % distinct).slice(0, keys.length));
      check({ build: keys, probe: keys, buildRows: rows, probeRows: rows });
    }
  });

  it("gives many matches in portions", () => {
    const buildRows = one(count(5 * BATCH_ROWS, (row) => (row < BATCH_ROWS ? 0 : row % 3 ? 1 : null)));
    check({ build: i32, probe: i32, buildRows, probeRows: one([2, 0, 1, 2, 0, null, 3, 1, 2]) });
  });
});

it("marks build rows", () => {
  const { types, keys } = columns(i32, one([1, 2, 3]));
  const table = JoinTable.build(instance, { build: types, probe: types }, 3, keys, vectors.arena);
  const rows = vectors.make("u32", [2, NO_ROW, 0, 2]).vector.values;
  const bitmap = vectors.bitmap([false, false, false]);
  table.markMatched(rows, 4, bitmap);
  expect(vectors.bits(bitmap, 3)).toEqual([true, false, true]);
});

it("frees what building needed for itself", () => {
  const { types, keys } = columns(i64, one(count(5000, (row) => BigInt(row % 999) << 40n)));
  const before = kernels.bytes_in_use();
  const arena = kernels.arena_new() >>> 0;
  JoinTable.build(instance, { build: types, probe: types }, 5000, keys, arena);
  kernels.arena_free(arena);
  expect(kernels.bytes_in_use()).toBe(before);
});
