// What an editor offers while a query is typed: the frame's columns, everywhere where one is wanted.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LanguageServer } from "./language-server.js";
import { cases, Project, targets } from "./project.js";

const prelude = `import pl from "floe";
import { df, lf, other } from "./frames.js";
`;
const columns = ["at", "g", "ok", "price", "qty", "tags"];

/** `|` is the cursor. */
const offers: readonly (readonly [code: string, names: readonly string[]])[] = [
  ['lf.select(pl.col("|"))', columns],
  ['lf.select(pl.col("|"), "g")', columns],
  ['lf.select("g", pl.col("|"))', columns],
  ['lf.select("g", pl.col("price").mul(2), pl.col("|"))', columns],
  ['lf.select("|")', columns],
  ['lf.select("price", "|")', columns],
  ['lf.select(["g", pl.col("|")])', columns],
  ['lf.select(["|"])', columns],
  ['lf.groupBy(["g", "|"])', columns],
  ['lf.withColumns(pl.col("|"))', columns],
  ['lf.filter(pl.col("|"))', ["ok"]],
  ['lf.filter(lf.col("|").gt(3))', columns],
  ['const { col } = lf; lf.filter(col("|").gt(3))', columns],
  ["lf.filter(({ | }) => true as never)", columns],
  ['lf.groupBy("|")', columns],
  ['lf.groupBy("g").agg(pl.col("|"))', columns],
  ['lf.groupBy("g").agg(lf.col("|").sum())', columns],
  ['lf.sort("|")', columns],
  ['lf.sort(pl.col("|"))', columns],
  ['lf.sort(["g", "|"])', columns],
  ['lf.drop("|")', columns],
  ['lf.unique("|")', columns],
  ["lf.rename({ | })", columns],
  ['lf.join(other, { on: "|" })', ["g", "price"]],
  ['lf.join(other, { on: ["|"] })', ["g", "price"]],
  ['lf.join(other, { leftOn: "g", rightOn: "|" })', ["g", "price", "z"]],
  ['lf.join(other, { leftOn: "|", rightOn: "g" })', columns],
  ['lf.join(other, { on: "g", how: "|" })', ["anti", "cross", "full", "inner", "left", "right", "semi"]],
  ['df.getColumn("|")', ["g", "price"]],
  ['df.select(pl.col("|"))', ["g", "price"]],
  ['df.groupBy("|")', ["g", "price"]],
  ['df.groupBy("g").agg(pl.col("|"))', ["g", "price"]],
  ['df.sort("|")', ["g", "price"]],
];

/** Offered among others. */
const offersAlso: readonly (readonly [code: string, names: readonly string[]])[] = [
  ["df.|", ["g", "price", "lazy", "toRecords"]],
  ['df["|"]', ["g", "price"]],
  ["for (const row of df) row.|", ["g", "price"]],
  ['pl.col("x").|', ["add", "plus", "sum", "alias", "cast", "over", "isIn", "str", "dt"]],
  ['pl.col("x").str.|', ["contains", "lengths", "lenChars", "reverse"]],
  ['pl.col("x").dt.|', ["year", "weekday"]],
  ["pl.|", ["col", "lit", "when", "Int64", "DataFrame", "scanParquet", "sum", "concat"]],
];

describe.each(targets)("against $name", (target) => {
  const project = new Project(target, { "frames.ts": String(cases["frames.ts"]), "query.ts": prelude });
  const server = new LanguageServer(project.folder, "query.ts");
  beforeAll(() => server.open(prelude));
  afterAll(() => {
    server.close();
    project.dispose();
  });

  test.each(offers)("%s", async (code, names) => {
    expect((await server.complete(prelude + code)).sort()).toEqual([...names].sort());
  });

  test.each(offersAlso)("%s", async (code, names) => {
    expect(await server.complete(prelude + code)).toEqual(expect.arrayContaining([...names]));
  });

  test("a frame's hover is its schema, spelt out", async () => {
    const hover = await server.hover(
      `${prelude}const tota|ls = lf.groupBy("g").agg(pl.col("price").sum(), pl.col("qty").sum().alias("n"))`,
    );
    const fields = /LazyFrame<\{(.*)\}>/
      .exec(hover.replace(/\s+/g, " "))?.[1]
      ?.split(";")
      .map((field) => field.trim());
    expect(fields?.sort()).toEqual(["", "g: Utf8", "n: Int64", "price: Float64"]);
  });

  test("go to definition leads to the entry in the function table", async () => {
    expect(await server.definition(`${prelude}pl.col("price").su|m()`)).toContainEqual(expect.stringMatching(/^aggregate\.(d\.)?ts$/));
    expect(await server.definition(`${prelude}pl.col("g").str.revers|e()`)).toContainEqual(expect.stringMatching(/^str\.(d\.)?ts$/));
  });
});
