// Strings of a small build side, which come out of joins as codes: they are the same strings wherever they are used.

import pl from "floe";
import { describe, expect, it } from "vitest";

const LONG = "a name that is too long to be inline";
const kinds: readonly { id: number; name: string | null }[] = [
  { id: 0, name: "b" },
  { id: 1, name: null },
  { id: 2, name: LONG },
  { id: 3, name: "" },
  { id: 4, name: "b" },
  { id: 5, name: `${LONG}, and another` },
];
const ROWS = 1000;
const facts = Array.from({ length: ROWS }, (_, row) => ({ row, kind: (row * 7) % 8, word: ["b", "", LONG, "z"][row % 4] as string }));

const kindFrame = pl.DataFrame(
  { id: kinds.map(({ id }) => id), name: kinds.map(({ name }) => name) },
  { schema: { id: pl.Int64, name: pl.Utf8 } },
);
const factFrame = pl.DataFrame(
  { row: facts.map(({ row }) => row), kind: facts.map(({ kind }) => kind), word: facts.map(({ word }) => word) },
  { schema: { row: pl.Int64, kind: pl.Int64, word: pl.Utf8 } },
);
const on = { leftOn: "kind", rightOn: "id" } as const;
const joined = factFrame.lazy().join(kindFrame.lazy(), on);
const matched = facts.flatMap((fact) => kinds.filter(({ id }) => id === fact.kind).map(({ name }) => ({ ...fact, name })));
const nameOf = (kind: number): string | null => kinds.find(({ id }) => id === kind)?.name ?? null;
const numbers = (rows: readonly { row: unknown }[]): number[] => rows.map(({ row }) => Number(row));

describe("strings of a small build side", () => {
  it("come out as they are", () => {
    expect(joined.select("word", "name").collectSync().toRecords()).toEqual(matched.map(({ word, name }) => ({ word, name })));
  });

  it("are kept in the bytes of codes", async () => {
    const { frame, steps } = await joined.select("name").profile();
    expect(frame.height).toBe(matched.length);
    expect(steps.at(-1)?.bytes).toBeLessThan(matched.length * 8);
  });

  it("outlive the query and the frame they come from", () => {
    const frame = pl.DataFrame({ id: [0, 1], name: [LONG, "c"] }, { schema: { id: pl.Int64, name: pl.Utf8 } });
    const rows = factFrame.lazy().join(frame.lazy(), on).select("name").collectSync();
    frame.dispose();
    const wanted = facts.filter(({ kind }) => kind < 2).map(({ kind }) => (kind === 0 ? LONG : "c"));
    expect(rows.toObject()).toEqual({ name: wanted });
    rows.dispose();
  });

  it.each(["left", "full"] as const)("are null in a %s join's rows without a match", (how) => {
    const rows = factFrame
      .lazy()
      .join(kindFrame.lazy(), { ...on, how })
      .select("row", "name")
      .sort("row")
      .collectSync()
      .toRecords();
    expect(rows).toEqual(facts.map(({ row, kind }) => ({ row, name: nameOf(kind) })));
  });

  it("are compared with other strings, and computed with", () => {
    const same = joined.filter(pl.col("name").eq(pl.col("word"))).collectSync();
    expect(numbers(same.toRecords())).toEqual(numbers(matched.filter(({ name, word }) => name === word)));
    const computed = joined.select(pl.col("name").fillNull(pl.col("word")).alias("s"), pl.col("name").str.lenBytes().alias("n"));
    expect(computed.collectSync().toRecords()).toEqual(matched.map(({ name, word }) => ({ s: name ?? word, n: name?.length ?? null })));
  });

  it("are keys of groups, sorts and further joins", () => {
    const groups = new Map<string | null, number>();
    for (const { name } of matched) groups.set(name, (groups.get(name) ?? 0) + 1);
    const counted = joined.groupBy("name", true).agg(pl.len().alias("n")).collectSync();
    expect(counted.toRecords()).toEqual([...groups].map(([name, n]) => ({ name, n })));

    const sorted = joined.filter(pl.col("name").isNotNull()).sort(["name", "row"]).collectSync();
    const byName = matched
      .filter(({ name }) => name !== null)
      .sort((one, other) => (one.name! < other.name! ? -1 : one.name! > other.name! ? 1 : 0));
    expect(numbers(sorted.toRecords())).toEqual(numbers(byName));

    const words = pl.DataFrame({ word: ["b", "", "q"], mark: [1, 2, 3] });
    const marked = joined.join(words.lazy(), { leftOn: "name", rightOn: "word" }).select("row", "mark").collectSync();
    const marks: Record<string, number> = { b: 1, "": 2, q: 3 };
    expect(marked.toRecords().map(({ row, mark }) => [Number(row), mark])).toEqual(
      matched.flatMap(({ row, name }) => (name !== null && name in marks ? [[row, marks[name]]] : [])),
    );
  });

  it("stand below others in a union", () => {
    const rows = pl.concat([joined.select("name"), factFrame.lazy().select(pl.col("word").alias("name"))]).collectSync();
    expect(rows.toObject().name).toEqual([...matched.map(({ name }) => name), ...facts.map(({ word }) => word)]);
  });

  it("may all be null", () => {
    const none = kindFrame.lazy().select("id", pl.lit(null).cast(pl.Utf8).alias("name")).collectSync();
    const rows = factFrame.lazy().join(none.lazy(), on);
    expect(new Set(rows.collectSync().toObject().name)).toEqual(new Set([null]));
    expect(rows.groupBy("name").agg(pl.len().alias("n")).collectSync().toRecords()).toEqual([{ name: null, n: matched.length }]);
  });
});
