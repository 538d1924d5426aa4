// Memory of eager queries: what is disposed is given back, and nothing else was taken. From source, to see the allocator.
import { expect, test } from "vitest";
import pl from "../../src/index.node.js";
import { instance } from "../../src/kernels/index.js";

const bytesInUse = (): number => instance().heap.exports.bytes_in_use();
const strings = Array.from({ length: 2000 }, (_, row) => (row % 7 === 0 ? null : `row ${row % 50} of many, in a long string`));

function useFrames(): void {
  const all: { dispose(): void }[] = [];
  const keep = <T extends { dispose(): void }>(held: T): T => {
    all.push(held);
    return held;
  };
  const df = keep(pl.DataFrame({ s: strings, n: strings.map((_, row) => row), c: strings }, { schema: { c: pl.Categorical } }));
  const filtered = keep(df.filter(pl.col("n").gt(1000)));
  const grouped = keep(df.groupBy("c").agg(pl.col("n").sum(), pl.col("s").first()));
  const sorted = keep(filtered.sort("s", true));
  keep(sorted.slice(3, 200));
  keep(df.join(keep(grouped.rename({ n: "total", s: "first" })), { on: "c" }));
  const series = keep(df.getColumn("s"));
  const upper = keep(series.str.toUpperCase());
  const both = keep(keep(pl.concat([df, df])).getColumn("s"));
  keep(both.eq(both));
  // Their chunks differ: they are copied for the time of the query.
  keep(both.eq(keep(keep(pl.DataFrame({ s: [...strings, ...strings] })).getColumn("s"))));
  expect(upper.nUnique()).toBe(51);
  expect(() => df.select(pl.col("s").cast(pl.Int64))).toThrow("Int64");
  for (const held of all) held.dispose();
}

test("comes back to where it was", () => {
  // Scratch memory of the thread grows at first, and stays.
  useFrames();
  useFrames();
  const before = bytesInUse();
  for (let round = 0; round < 5; round++) useFrames();
  expect(bytesInUse()).toBe(before);
});
