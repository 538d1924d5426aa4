// A file is checked against the schema it was declared to have, when it is opened.

import { fileURLToPath } from "node:url";
import pl, { InvalidOperationError, SchemaError } from "floe";
import { describe, expect, it } from "vitest";

const path = fileURLToPath(new URL("../../fixtures/tpch-sf001/orders.parquet", import.meta.url));

function thrown(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

it("reads the declared columns, in their order, and no others", async () => {
  const schema = { o_orderdate: pl.Date, o_orderkey: pl.Int64 };
  const frame = await pl.scanParquet(path, { schema }).collect();
  expect(frame.columns).toEqual(["o_orderdate", "o_orderkey"]);
  expect(frame.schema).toEqual(schema);
  expect(frame.height).toBe(15_000);
  const all = await pl.readParquet(path);
  expect(frame.toObject()).toEqual(all.select("o_orderdate", "o_orderkey").toObject());
  expect((await pl.readParquet(path, { schema, nRows: 3 })).shape).toEqual({ height: 3, width: 2 });
});

describe("refuses a file", () => {
  const columns = `\n  columns of the file: ${JSON.stringify(pl.scanParquet(path).columns)}`;
  const prefix = `${path} does not have the declared schema: `;
  it.each([
    ["with a column of another dtype", { o_orderkey: pl.Int32 }, `column "o_orderkey" is declared as Int32, but is Int64 in the file`],
    ["without a column", { o_orderkeys: pl.Int64 }, `column "o_orderkeys" is declared as Int64, but the file has no such column`],
    [
      "with a time of another unit, and names all problems",
      { o_orderdate: pl.Datetime, o_orderkey: pl.Int64, nothing: pl.Bool },
      `column "o_orderdate" is declared as Datetime(us), but is Date in the file; ` +
        `column "nothing" is declared as Bool, but the file has no such column`,
    ],
  ])("%s", async (_, schema, message) => {
    const scan = pl.scanParquet(path, { schema });
    const wanted = new SchemaError(prefix + message + columns);
    expect(thrown(() => scan.collectSync())).toEqual(wanted);
    expect(thrown(() => scan.schema)).toEqual(wanted);
    await expect(scan.collect()).rejects.toEqual(wanted);
    await expect(scan.select(pl.len()).collect()).rejects.toBeInstanceOf(SchemaError);
  });
});

it("refuses what is no schema", () => {
  expect(thrown(() => pl.scanParquet(path, { schema: [pl.Int64] }))).toEqual(
    new InvalidOperationError("scanParquet: schema must be an object of names to dtypes, not an array"),
  );
  expect(thrown(() => pl.scanParquet(path, { schema: { a: "i64" } }))).toEqual(
    new InvalidOperationError('a dtype such as pl.Int64 is needed, not "i64"'),
  );
});
