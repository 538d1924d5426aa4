// Groups by columns that all come from the build side of a join.

import pl from "floe";
import { describe, expect, it } from "vitest";

const ROWS = 5000;
const DIMENSIONS = 300;
const factKeys = Array.from({ length: ROWS }, (_, row) => (row * 7919) % 350);
const facts = pl.DataFrame(
  { key: factKeys, v: factKeys.map((_, row) => row % 10), day: factKeys.map((_, row) => row % 3) },
  { schema: { key: pl.Int64, v: pl.Int64, day: pl.Int32 } },
);
/** Two rows a customer, so that the join's key is not the groups'. */
const customerOf = (id: number): number => Math.floor(id / 2);
const nameOf = (customer: number): string | null => (customer % 11 === 0 ? null : `a customer with the number ${customer % 50}`);

function dimensions(extra: readonly (number | null)[] = []) {
  const ids = Array.from({ length: DIMENSIONS }, (_, id) => DIMENSIONS - id);
  const customers = ids.map((id, row) => (extra.length > 0 ? (extra[row % extra.length] ?? null) : customerOf(id)));
  return {
    ids,
    customers,
    frame: pl.DataFrame(
      { id: ids, customer: customers, name: ids.map((id) => nameOf(customerOf(id))), code: ids.map((id) => `c${customerOf(id) % 3}`) },
      { schema: { id: pl.Int64, customer: pl.Int64, name: pl.Utf8, code: pl.Categorical } },
    ),
  };
}
type Dimensions = ReturnType<typeof dimensions>;

const grouped = ({ frame }: Dimensions, maintainOrder = false) =>
  facts
    .lazy()
    .join(frame.lazy(), { leftOn: "key", rightOn: "id" })
    .filter(pl.col("day").lt(2))
    .groupBy(["customer", "name", "code"], maintainOrder)
    .agg(pl.col("v").sum(), pl.len().alias("n"));

function expected({ ids, customers }: Dimensions): Record<string, unknown>[] {
  const groups = new Map<string, { customer: number | null; name: string | null; code: string; v: number; n: number }>();
  factKeys.forEach((key, row) => {
    const at = ids.indexOf(key);
    if (at < 0 || row % 3 === 2) return;
    const customer = customers[at] ?? null;
    const [name, code] = [nameOf(customerOf(key)), `c${customerOf(key) % 3}`];
    const id = JSON.stringify([customer, name, code]);
    const group = groups.get(id) ?? { customer, name, code, v: 0, n: 0 };
    groups.set(id, { ...group, v: group.v + (row % 10), n: group.n + 1 });
  });
  return [...groups.values()];
}
const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
const stepsOf = async (frame: Dimensions): Promise<string> => (await grouped(frame).profile()).steps.map(({ step }) => step).join("\n");

describe("groups by columns of one build side", () => {
  it("are numbered there when one key says the others", async () => {
    const customers = dimensions();
    expect(await stepsOf(customers)).toMatch(/number groups.* aggregate.*groups → keys/s);
    expect(sorted(grouped(customers).collectSync().toRecords())).toEqual(sorted(expected(customers)));
  });
  it("keep the order of their first rows where it is wanted", () => {
    const customers = dimensions();
    expect(grouped(customers, true).collectSync().toRecords()).toEqual(expected(customers));
  });
  it.each([
    ["no key says the others", [1, 2, 3]],
    ["keys are null", [null]],
    ["some are null", [4, null, 5]],
  ])("are found by all keys where %s", async (_, extra) => {
    const customers = dimensions(extra);
    expect(await stepsOf(customers)).not.toContain("→ keys");
    expect(sorted(grouped(customers).collectSync().toRecords())).toEqual(sorted(expected(customers)));
  });
  it("may be a null of the key that says the others", async () => {
    const all = dimensions();
    const customers = all.customers.map((customer) => (customer === 7 ? null : customer));
    const frame = all.frame
      .lazy()
      .withColumns(pl.when(pl.col("customer").eq(7)).then(pl.lit(null)).otherwise(pl.col("customer")).alias("customer"));
    const some = { ...all, customers, frame: frame.collectSync() as never as Dimensions["frame"] };
    expect(await stepsOf(some)).toContain("→ keys");
    expect(sorted(grouped(some).collectSync().toRecords())).toEqual(sorted(expected(some)));
  });
  it("may be none", () => {
    const none = dimensions();
    const empty = { ...none, frame: none.frame.filter(pl.col("id").lt(0)) };
    expect(grouped(empty).collectSync().toRecords()).toEqual([]);
    const unmatched = { ...none, frame: none.frame.withColumns(pl.col("id").add(100_000)) };
    expect(
      grouped(unmatched as never)
        .collectSync()
        .toRecords(),
    ).toEqual([]);
  });
  it("go through further joins, filters and projections", () => {
    const customers = dimensions();
    const days = pl.DataFrame({ d: [0, 1, 2], weight: [1, 10, 100] }, { schema: { d: pl.Int32, weight: pl.Int64 } });
    const result = facts
      .lazy()
      .join(customers.frame.lazy(), { leftOn: "key", rightOn: "id" })
      .join(days.lazy(), { leftOn: "day", rightOn: "d" })
      .withColumns(pl.col("v").mul(pl.col("weight")).alias("w"))
      .filter(pl.col("w").gt(3))
      .groupBy("customer", "name")
      .agg(pl.col("w").sum())
      .collectSync()
      .toRecords();
    const groups = new Map<string, { customer: number; name: string | null; w: number }>();
    factKeys.forEach((key, row) => {
      const w = (row % 10) * 10 ** (row % 3);
      if (!customers.ids.includes(key) || w <= 3) return;
      const customer = customerOf(key);
      const before = groups.get(String(customer))?.w ?? 0;
      groups.set(String(customer), { customer, name: nameOf(customer), w: before + w });
    });
    expect(sorted(result)).toEqual(sorted([...groups.values()]));
  });
});
