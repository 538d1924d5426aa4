// Memory that one thread has grown is used by another that has not heard of it yet: V8 tells threads at their next interrupt, and
// until then bulk copies trap past the old end.

import pl from "floe";
import { afterAll, expect, it } from "vitest";

const ROWS = 120_000;
const ROUNDS = 6;
const threads = pl.threadPoolSize();
afterAll(() => pl.setThreadPoolSize(threads));

it("uses memory that other threads have just grown", () => {
  pl.setThreadPoolSize(3);
  const frame = pl.DataFrame({
    text: Array.from({ length: ROWS }, (_, row) => (row % 11 === 0 ? null : `a name that is long, ${(row * 31) % 5003}`)),
    unique: Array.from({ length: ROWS }, (_, row) => `another long string ${row}`),
    number: Array.from({ length: ROWS }, (_, row) => (row % 13 === 0 ? null : (row * 31) % 1009)),
  });
  const kept = [frame];
  for (let round = 0; round < ROUNDS; round++) {
    // Results are kept, so that each round needs memory of its own.
    kept.push(frame.lazy().select(pl.col("unique").str.toUpperCase(), pl.col("text").str.slice(3), "number").collectSync() as typeof frame);
    const groups = frame.lazy().groupBy("unique").agg(pl.col("number").median(), pl.col("text").first()).collectSync();
    expect(groups.height).toBe(ROWS);
    kept.push(groups as unknown as typeof frame);
  }
});
