// Addresses past 2^31, which a signed number of 32 bits gives as negative ones.

import { fileURLToPath } from "node:url";
import pl, { type LazyFrame } from "floe";
import { afterAll, expect, it } from "vitest";

const lineitem = fileURLToPath(new URL("../fixtures/tpch-sf001/lineitem.parquet", import.meta.url));
/** So many that workers take part. */
const ROWS = 120_000;
const threads = pl.threadPoolSize();
afterAll(() => pl.setThreadPoolSize(threads));

interface Allocator {
  alloc(bytes: number, arena: number): number;
}

/** The exports of the calling thread's kernels, which are instantiated by the first use, after the module that unpacks them. */
function allocatorOf(firstUse: () => void): Allocator {
  const { Instance } = WebAssembly;
  let exports: unknown;
  WebAssembly.Instance = class extends Instance {
    constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
      super(module, imports);
      if ("alloc" in this.exports) exports ??= this.exports;
    }
  };
  try {
    firstUse();
  } finally {
    WebAssembly.Instance = Instance;
  }
  return exports as Allocator;
}

function source(): LazyFrame {
  return pl
    .DataFrame({
      k: Int32Array.from({ length: ROWS }, (_, row) => (row * 7919) % 1013),
      v: Array.from({ length: ROWS }, (_, row) => (row % 13 === 0 ? null : (row * 31) % 1009)),
      s: Array.from({ length: ROWS }, (_, row) => (row % 11 === 0 ? null : `a name that is long, ${(row * 31) % 5003}`)),
      u: Array.from({ length: ROWS }, (_, row) => `another long string ${row}`),
    })
    .lazy() as LazyFrame;
}

const queries: Readonly<Record<string, (frame: LazyFrame) => LazyFrame>> = {
  "the frame": (frame) => frame,
  computed: (frame) =>
    frame.select(pl.col("v").mul(3).add(pl.col("k")).alias("x"), pl.col("u").str.toUpperCase(), pl.col("s").str.slice(3)),
  filtered: (frame) => frame.filter(pl.col("v").gt(100).and(pl.col("u").str.contains("77"))),
  "grouped by numbers": (frame) =>
    frame.groupBy("k", { maintainOrder: true }).agg(pl.col("v").sum(), pl.col("u").max(), pl.col("s").nUnique()),
  "grouped by strings": (frame) => frame.groupBy("u", { maintainOrder: true }).agg(pl.col("v").median(), pl.col("s").first()),
  sorted: (frame) => frame.sort(["s", "u"], [true, false]),
  "top-k": (frame) => frame.sort("u").limit(100),
  joined: (frame) => frame.join(frame.filter(pl.col("k").lt(50)).select("u", pl.col("k").alias("other")), { on: "u", how: "left" }),
  "fully joined": (frame) => frame.limit(5000).join(frame.slice(4000, 3000).select("u", pl.col("v").alias("w")), { on: "u", how: "full" }),
  unique: (frame) => frame.unique("s", "first", true),
  "from Parquet": () => pl.scanParquet(lineitem).filter(pl.col("l_tax").gt(0.02)).sort("l_comment").limit(1000),
};

it("computes the same above 2 GB", { timeout: 60_000 }, async () => {
  let low: LazyFrame | undefined;
  const allocator = allocatorOf(() => {
    low = source();
  });
  const wanted = new Map<string, object>();
  for (const [name, query] of Object.entries(queries))
    wanted.set(
      name,
      query(low as LazyFrame)
        .collectSync()
        .toObject(),
    );
  // Pages that nobody touches cost nothing.
  expect(allocator.alloc(2_200_000_000, 0)).not.toBe(0);
  const high = source();
  expect(pl.memoryUsage().reservedBytes).toBeGreaterThan(2 ** 31);
  for (const [name, query] of Object.entries(queries)) {
    for (const count of [1, 3]) {
      pl.setThreadPoolSize(count);
      expect(query(high).collectSync().toObject(), name).toEqual(wanted.get(name));
      expect((await query(high).collect()).toObject(), name).toEqual(wanted.get(name));
    }
  }
});
