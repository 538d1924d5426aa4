// Left joins whose rows are aggregated by the left row, against a loop over both sides.

import fc from "fast-check";
import pl from "floe";
import { afterAll, describe, expect, it } from "vitest";

const threads = pl.threadPoolSize();
afterAll(() => pl.setThreadPoolSize(threads));

interface Left {
  readonly k: number | string | null;
  readonly name: string;
}
interface Right {
  readonly k: number | string | null;
  readonly i: number | null;
  readonly x: number | null;
}

type Keys = fc.Arbitrary<Left["k"]>;
const integers: Keys = fc.option(fc.integer({ min: -4, max: 12 }), { freq: 8 });
const sparse: Keys = fc.option(fc.constantFrom(-2_000_000, -7, 0, 1, 1000, 2_000_000_000), { freq: 8 });
const texts: Keys = fc.option(fc.constantFrom("", "a", "b", "a string that is not inline", "a string that is not in line"), { freq: 8 });

const lefts = (keys: Left["k"][]): Left[] => keys.map((k, row) => ({ k, name: `name ${row % 3}, which is long enough` }));
const rights = (keys: fc.Arbitrary<Right["k"]>): fc.Arbitrary<Right[]> =>
  fc.array(
    fc.record({
      k: keys,
      i: fc.option(fc.integer({ min: -9, max: 9 }), { freq: 4 }),
      x: fc.option(fc.constantFrom(0.5, -2, 1e300, Number.NaN), { freq: 4 }),
    }),
    { minLength: 30, maxLength: 60 },
  );

/** The groups with their right rows, in order of the groups' first left rows. */
function groupsOf(left: readonly Left[], right: readonly Right[]) {
  const groups = new Map<string, { readonly left: Left; readonly rows: Right[] }>();
  for (const row of left) {
    const key = JSON.stringify(row);
    const group = groups.get(key) ?? { left: row, rows: [] };
    if (row.k !== null) group.rows.push(...right.filter(({ k }) => k === row.k));
    groups.set(key, group);
  }
  return [...groups.values()];
}

const present = (rows: readonly Right[], column: "i" | "x"): number[] => rows.map((row) => row[column]).filter((value) => value !== null);
const numbers = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value));

function wanted(left: readonly Left[], right: readonly Right[]) {
  return groupsOf(left, right).map(({ left: { k, name }, rows }) => {
    const [ints, floats] = [present(rows, "i"), present(rows, "x")];
    const sum = ints.reduce((total, value) => total + value, 0);
    const least = floats.length === 0 ? null : numbers(floats).length === 0 ? Number.NaN : Math.min(...numbers(floats));
    return { name, n: ints.length, sum, mean: ints.length === 0 ? null : sum / ints.length, least, k };
  });
}

const frames = (left: readonly Left[], right: readonly Right[], key: typeof pl.Utf8 | typeof pl.Int64) => ({
  left: pl.DataFrame({ k: left.map(({ k }) => k), name: left.map(({ name }) => name) }, { schema: { k: key, name: pl.Utf8 } } as never),
  right: pl.DataFrame({ r: right.map(({ k }) => k), i: right.map(({ i }) => i), x: right.map(({ x }) => x) }, {
    schema: { r: key, i: pl.Int32, x: pl.Float64 },
  } as never),
});

const query = ({ left, right }: ReturnType<typeof frames>) =>
  left
    .lazy()
    .join(right.lazy() as never, { leftOn: "k", rightOn: "r", how: "left" } as never)
    .groupBy("name", "k", { maintainOrder: true } as never)
    .agg(pl.col("i").count().alias("n"), pl.col("i").sum().alias("sum"), pl.col("i").mean().alias("mean"), pl.col("x").min().alias("least"))
    .select("name", "n", "sum", "mean", "least", "k");

describe.each([
  ["integers", integers, pl.Int64],
  ["integers far apart", sparse, pl.Int64],
  ["strings", texts, pl.Utf8],
] as const)("by %s", (_, keys, type) => {
  it.each([
    ["that differ", (key: unknown) => key ?? "null"],
    ["some twice", undefined],
  ] as const)("%s", (_, selector) => {
    const leftKeys = selector === undefined ? fc.array(keys, { maxLength: 12 }) : fc.uniqueArray(keys, { selector, maxLength: 12 });
    fc.assert(
      fc.property(leftKeys, rights(keys), fc.boolean(), (left, right, isEmpty) => {
        const data = frames(lefts(left), right, type);
        const rows = isEmpty ? { ...data, right: data.right.filter(pl.col("i").gt(100)) } : data;
        const plan = query(rows);
        if (!isEmpty) expect(plan.explain({ physical: true })).toContain("BY ROWS OF 1");
        const found = plan
          .collectSync()
          .toRecords()
          .map((row) => ({ ...(row as object) }));
        expect(found).toEqual(
          wanted(lefts(left), isEmpty ? [] : right).map((row) => ({ ...row, k: typeof row.k === "number" ? row.k : row.k })),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("over many rows", () => {
  const ROWS = 300_000;
  const LEFT = 30_000;
  const right = pl.DataFrame({
    r: Int32Array.from({ length: ROWS }, (_, row) => (row * 7919) % (LEFT + 100)),
    x: Float64Array.from({ length: ROWS }, (_, row) => Math.sin(row) * 10 ** (row % 17)),
  });
  const left = (key: (row: number) => number) => pl.DataFrame({ k: Int32Array.from({ length: LEFT }, (_, row) => key(row)) });
  it("joins no rows where the left keys differ", async () => {
    const steps = async (key: (row: number) => number) => (await grouped(left(key)).profile()).steps.map(({ step }) => step).join(", ");
    expect(await steps((row) => row)).toContain("buckets → aggregate");
    expect(await steps((row) => Math.max(row, 1))).toContain("left join");
    // Each task would have accumulators for half a million groups.
    const many = pl.DataFrame({ k: Int32Array.from({ length: 250_000 }, (_, row) => row * 2) });
    expect((await grouped(many).profile()).steps.map(({ step }) => step).join(", ")).toContain("left join");
  });

  const grouped = (keys: ReturnType<typeof left>) =>
    keys
      .lazy()
      .join(right.lazy() as never, { leftOn: "k", rightOn: "r", how: "left" } as never)
      .groupBy("k")
      .agg(pl.col("x").sum().alias("sum"), pl.col("x").count().alias("n"), pl.col("x").max().alias("most"))
      .sort("k");

  it.each([
    ["ascending keys", (row: number) => row],
    ["keys in any order", (row: number) => (row * 7) % LEFT],
    ["a key twice", (row: number) => Math.max(row, 1)],
  ])("has the same bits with any number of threads: %s", async (_, key) => {
    const keys = left(key);
    pl.setThreadPoolSize(1);
    const wanted = JSON.stringify(grouped(keys).collectSync().toRecords());
    for (const count of [2, 4]) {
      pl.setThreadPoolSize(count);
      expect(JSON.stringify((await grouped(keys).collect()).toRecords())).toBe(wanted);
    }
    const total = JSON.parse(wanted).reduce((sum: number, row: { n: number }) => sum + row.n, 0);
    const matched = right.filter(pl.col("r").lt(LEFT)).height;
    const twice = key(0) === key(1) ? right.filter(pl.col("r").eq(1)).height - right.filter(pl.col("r").eq(0)).height : 0;
    expect(total).toBe(matched + twice);
  });
});
