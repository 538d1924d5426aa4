import { describe, expect, it } from "vitest";
import { BATCH_ROWS } from "../../src/column/index.js";
import { JoinTable, NO_ROW } from "../../src/physical/joining/index.js";
import type { TestValue } from "../support/vectors.js";
import { check, columns, instance, kernels, type Rows, vectors } from "./support.js";

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

  it("finds no keys that are multiples of 2^32 away", () => {
    const buildRows = one(count(40, (row) => BigInt(row * 3) - 7n));
    const far = [0n, 2n ** 32n, -(2n ** 32n), 2n ** 40n, 2n ** 63n - 2n ** 32n];
    const probeRows = one(count(200, (row) => BigInt((row * 3) % 120) - 7n + (far[row % far.length] as bigint)));
    check({ build: i64, probe: i64, buildRows, probeRows });
    check({ build: i64, probe: i64, buildRows, probeRows, selection: probeRows.map((_, row) => row % 3 !== 1) });
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
  const marks = vectors.make("u8", [0, 0, 0, 0]).vector.values;
  table.markMatched(rows, 4, marks);
  expect([...instance.heap.bytes(marks, 3)]).toEqual([1, 0, 1]);
});

it("frees what building needed for itself", () => {
  const { types, keys } = columns(i64, one(count(5000, (row) => BigInt(row % 999) << 40n)));
  const before = kernels.bytes_in_use();
  const arena = kernels.arena_new() >>> 0;
  JoinTable.build(instance, { build: types, probe: types }, 5000, keys, arena);
  kernels.arena_free(arena);
  expect(kernels.bytes_in_use()).toBe(before);
});
