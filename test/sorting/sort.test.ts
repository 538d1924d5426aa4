import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { argSort, type SortColumn, SortJob, TopFilter } from "../../src/physical/sorting/index.js";
import { kernelInstance, type TestValue, Vectors } from "../support/vectors.js";
import { expectedOrder, physicals, type TestKey, texts, valuesOf } from "./order.js";

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

function columns(keys: readonly TestKey[], rows: Rows): SortColumn[] {
  return keys.map(({ physical, descending, nullsLast }, key) => {
    const dictionary = physical === "codes" ? vectors.dictionary(texts) : undefined;
    return {
      ...vectors.make(
        physical,
        rows.map((row) => row[key] as TestValue),
        dictionary,
      ),
      descending,
      nullsLast,
    };
  });
}

const sorted = (made: readonly SortColumn[], rowCount: number, limit?: number): number[] => {
  const wanted = Math.min(limit ?? rowCount, rowCount);
  return [...heap.u32s(argSort(instance, made, rowCount, vectors.arena, limit), wanted)];
};

/** Each phase on its own attached job, as on threads. */
function sortedInParts(made: readonly SortColumn[], rowCount: number, parts: number): number[] {
  const job = SortJob.plan(instance, made, rowCount, parts, vectors.arena);
  const state = JSON.parse(JSON.stringify(job.state()));
  for (const phase of ["encode", "count", "scatter", "order"] as const) {
    for (let part = parts - 1; part >= 0; part--) SortJob.attach(instance, state)[phase](part);
  }
  job.release();
  return [...heap.u32s(job.rows, rowCount)];
}

const keyOf = (physical: TestKey["physical"]): fc.Arbitrary<TestKey> =>
  fc.record({ physical: fc.constant(physical), descending: fc.boolean(), nullsLast: fc.boolean() });

function rowsOf(keys: readonly TestKey[], nulls: boolean, maxLength: number): fc.Arbitrary<Rows> {
  const values = keys.map(({ physical }) => (nulls ? fc.option(valuesOf[physical], { freq: 3 }) : valuesOf[physical]));
  return fc.array(fc.tuple(...values), { maxLength });
}

const caseOf = (keys: fc.Arbitrary<readonly TestKey[]>, maxLength = 120) =>
  fc.tuple(keys, fc.boolean()).chain(([keys, nulls]) => fc.record({ keys: fc.constant(keys), rows: rowsOf(keys, nulls, maxLength) }));

const severalKeys = fc.array(fc.constantFrom(...physicals).chain(keyOf), { minLength: 2, maxLength: 4 });

describe("argSort", () => {
  it.each(physicals)("sorts by %s", (physical) => {
    fc.assert(
      fc.property(caseOf(fc.tuple(keyOf(physical))), ({ keys, rows }) => {
        expect(sorted(columns(keys, rows), rows.length)).toEqual(expectedOrder(keys, rows));
      }),
      { numRuns: 80 },
    );
  });

  it("sorts by several keys of any types, in any number of parts", () => {
    fc.assert(
      fc.property(caseOf(severalKeys), fc.integer({ min: 1, max: 4 }), ({ keys, rows }, parts) => {
        const made = columns(keys, rows);
        const expected = expectedOrder(keys, rows);
        expect(sorted(made, rows.length)).toEqual(expected);
        expect(sortedInParts(made, rows.length, parts)).toEqual(expected);
      }),
      { numRuns: 250 },
    );
  });

  it("gives the first rows with a limit", () => {
    fc.assert(
      fc.property(caseOf(severalKeys, 60), fc.constantFrom(0, 1, 5, 59, 60, 1000), ({ keys, rows }, limit) => {
        expect(sorted(columns(keys, rows), rows.length, limit)).toEqual(expectedOrder(keys, rows).slice(0, limit));
      }),
    );
  });

  const mixed = (row: number) => Math.imul(row ^ (row >>> 7), 0x9e3779b1) >>> 0;
  const ascending = { descending: false, nullsLast: false };
  const rowCount = 40_000;
  const cases: readonly {
    readonly name: string;
    readonly keys: readonly TestKey[];
    readonly row: (row: number) => readonly TestValue[];
  }[] = [
    { name: "u32 of all sizes", keys: [{ physical: "u32", ...ascending }], row: (row) => [mixed(row)] },
    {
      name: "few values, descending",
      keys: [{ physical: "i32", descending: true, nullsLast: true }],
      row: (row) => [row % 11 ? mixed(row) % 7 : null],
    },
    { name: "values sorted already", keys: [{ physical: "i64", ...ascending }], row: (row) => [BigInt(row)] },
    { name: "values in reverse", keys: [{ physical: "i64", ...ascending }], row: (row) => [-BigInt(row)] },
    { name: "floats around zero", keys: [{ physical: "f64", ...ascending }], row: (row) => [(mixed(row) / 2 ** 31 - 1) * 1000] },
    {
      name: "floats of one sign, with NaN",
      keys: [{ physical: "f64", descending: true, nullsLast: false }],
      row: (row) => [row % 1000 ? 1 / (mixed(row) + 1) : Number.NaN],
    },
    {
      name: "values that differ in high and low bits only",
      keys: [{ physical: "u64", ...ascending }],
      row: (row) => [(BigInt(row % 3) << 62n) | BigInt(mixed(row) % 50_000)],
    },
    { name: "one value", keys: [{ physical: "u64", ...ascending }], row: () => [7n] },
    {
      name: "strings with long common prefixes",
      keys: [{ physical: "view", ...ascending }],
      row: (row) => [`Customer#${String(mixed(row) % 30_000).padStart(9, "0")}`],
    },
    {
      name: "strings of many lengths",
      keys: [{ physical: "view", descending: true, nullsLast: true }],
      row: (row) => [row % 13 ? "x".repeat(mixed(row) % 40) : null],
    },
    {
      name: "a string, then a number",
      keys: [
        { physical: "view", ...ascending },
        { physical: "i64", descending: true, nullsLast: false },
      ],
      row: (row) => [`name ${mixed(row) % 100}`, BigInt(mixed(row + 1))],
    },
    {
      name: "wide numbers, then wide numbers",
      keys: [
        { physical: "i64", ...ascending },
        { physical: "f64", ...ascending },
      ],
      row: (row) => [BigInt(mixed(row) % 50) << 50n, mixed(row * 3)],
    },
  ];
  it.each(cases)("sorts many rows: $name", ({ keys, row }) => {
    const rows = Array.from({ length: rowCount }, (_, index) => row(index));
    const made = columns(keys, rows);
    const expected = expectedOrder(keys, rows);
    // Compared as text: a list of differences of this length helps nobody.
    expect(sorted(made, rowCount).join() === expected.join()).toBe(true);
    expect(sortedInParts(made, rowCount, 3).join() === expected.join()).toBe(true);
    expect(sorted(made, rowCount, 100)).toEqual(expected.slice(0, 100));
  });

  it("does not overflow the stack on strings that are prefixes of each other", () => {
    const rows = Array.from({ length: 3000 }, (_, row) => ["x".repeat(((row * 7) % 3000) * 8)]);
    const keys = [{ physical: "view", ...ascending }] as const;
    expect(sorted(columns(keys, rows), rows.length)).toEqual(expectedOrder(keys, rows));
  });

  it("frees what sorting needed for itself", () => {
    const made = columns(
      [{ physical: "codes", ...ascending }],
      texts.map((text) => [text]),
    );
    const before = kernels.bytes_in_use();
    heap.free(argSort(instance, made, texts.length, 0));
    expect(kernels.bytes_in_use()).toBe(before);
  });
});

describe("TopFilter", () => {
  /** Batches through filters of two threads, what passes sorted: the rows wanted, and how many passed. */
  function top(
    keys: readonly TestKey[],
    rows: Rows,
    limit: number,
    batchRows: number,
    selected: (row: number) => boolean,
  ): { rows: number[]; passed: number } {
    const state = TopFilter.plan(instance, columns(keys, rows), limit, vectors.arena);
    const filters = [0, 1].map(() => new TopFilter(instance, JSON.parse(JSON.stringify(state)), vectors.arena));
    const passed: number[] = [];
    for (let from = 0; from < rows.length; from += batchRows) {
      const batch = rows.slice(from, from + batchRows);
      const selection = vectors.bitmap(batch.map((_, row) => selected(from + row)));
      const filter = filters[(from / batchRows) % 2] as TopFilter;
      const made = columns(keys, batch);
      const kept = filter.candidates(
        made.map(({ vector }) => vector),
        batch.length,
        selection,
      );
      const before = passed.length;
      vectors.bits(kept.selection, batch.length).forEach((bit, row) => {
        if (bit) passed.push(from + row);
      });
      expect(passed.length - before).toBe(kept.selectedCount);
    }
    expect(passed.every(selected)).toBe(true);
    const order = expectedOrder(
      keys,
      passed.map((row) => rows[row] as readonly TestValue[]),
    );
    return { rows: order.slice(0, limit).map((index) => passed[index] as number), passed: passed.length };
  }

  it("keeps all of the first rows, in batches of any size", () => {
    const selections = fc.constantFrom(
      (_row: number) => true,
      (row: number) => row % 3 !== 1,
    );
    fc.assert(
      fc.property(
        caseOf(fc.oneof(severalKeys, fc.tuple(fc.constantFrom(...physicals).chain(keyOf)))),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 50 }),
        selections,
        ({ keys, rows }, limit, batchRows, selected) => {
          const expected = expectedOrder(keys, rows).filter(selected).slice(0, limit);
          expect(top(keys, rows, limit, batchRows, selected).rows).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([1, 10, 100, 3000])("drops nearly all of many rows, with limit %i", (limit) => {
    const keys = [{ physical: "f64", descending: true, nullsLast: true }] as const;
    const rows = Array.from({ length: 50_000 }, (_, row) => [(Math.imul(row ^ (row >>> 5), 0x9e3779b1) >>> 0) / 3]);
    const result = top(keys, rows, limit, 1000, () => true);
    expect(result.rows).toEqual(expectedOrder(keys, rows).slice(0, limit));
    expect(result.passed).toBeLessThan(limit * 12 + 50);
  });

  it("takes limits of more rows than memory could hold", () => {
    const keys = [{ physical: "i32", descending: false, nullsLast: false }] as const;
    const result = top(keys, [[3], [1], [2]], 2 ** 31, 2, () => true);
    expect(result.rows).toEqual([1, 2, 0]);
  });
});
