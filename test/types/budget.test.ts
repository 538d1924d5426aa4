// What checking a long query costs, in type instantiations: the same on every machine.

import { describe, expect, test } from "vitest";
import { compile, targets } from "./project.js";

const COLUMNS = 100;
const STEPS = 30;
const INSTANTIATIONS_MAX = 200_000;

const dtypes = ["Float64", "Int32", "Utf8", "Int8", "Bool"];
const schema = Array.from({ length: COLUMNS }, (_, index) => `c${index}: ${dtypes[index % dtypes.length]}`).join("; ");
const prelude = `import type { Bool, Float64, Int32, Int8, LazyFrame, Utf8 } from "floe";
import pl from "floe";
declare const lf: LazyFrame<{ ${schema} }>;
`;

/** A verb of six in turn, over columns of the dtypes it wants. */
function step(index: number): string {
  const float = `c${(index * 5) % COLUMNS}`;
  const integer = `c${((index * 5) % COLUMNS) + 1}`;
  const text = `c${((index * 5) % COLUMNS) + 2}`;
  const bool = `c${((index * 5) % COLUMNS) + 4}`;
  const steps = [
    `.withColumns(pl.col("${float}").mul(pl.col("${float}")).add(1).alias("n${index}"), pl.col("${text}").str.lengths().alias("l${index}"))`,
    `.filter(pl.col("${float}").gt(3).and(pl.col("${bool}")))`,
    `.withColumns(pl.when(pl.col("${bool}")).then(pl.col("${float}")).otherwise(0).alias("w${index}"), pl.col("${float}").sub(pl.col("${float}").mean()).div(2).alias("${float}"))`,
    `.rename({ ${text}: "r${index}" })`,
    `.drop("${integer}")`,
    `.sort("${float}")`,
  ];
  return String(steps[index % steps.length]);
}

const chain = `lf${Array.from({ length: STEPS }, (_, index) => step(index)).join("\n  ")};`;
const list = (item: (index: number) => string): string => Array.from({ length: COLUMNS }, (_, index) => item(index)).join(", ");
const wide = `
lf.select(${list((index) => `pl.col("c${index}").eq(pl.col("c${index}")).alias("d${index}")`)});
lf.withColumns(pl.col(pl.Float64).mul(2)).groupBy("c2").agg(${list((index) => `pl.col("c${index}").count().alias("d${index}")`)});
lf.join(lf, { on: "c2" }).join(lf, { leftOn: "c7", rightOn: "c2", suffix: "_b" });
`;

describe.each(targets)("against $name", (target) => {
  const without = compile(target, { "query.ts": `${prelude}lf.sort("c0"); export { pl };` });

  /** What the query costs besides the package's own types. */
  function cost(query: string): number {
    const { diagnostics, instantiations } = compile(target, { "query.ts": `${prelude}${query}` });
    expect(diagnostics).toEqual([]);
    return instantiations - without.instantiations;
  }

  test.each([
    ["a chain of 30 steps over 100 columns", chain],
    ["selects, aggregates and joins of 100 columns", wide],
  ])("%s", (_, query) => {
    const instantiations = cost(query);
    expect(instantiations).toBeGreaterThan(10_000);
    expect(instantiations).toBeLessThan(INSTANTIATIONS_MAX);
  });
});
