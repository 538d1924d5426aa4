import * as arrow from "apache-arrow";
import { expect, test } from "vitest";
import { createDataFrame, frameFromValues, fromArrow, seriesFromValues } from "../../src/frame/index.js";
import { instance } from "../../src/kernels/index.js";
import { Categorical, type ColumnType } from "../../src/types/index.js";
import { bytesInUse } from "./setup.js";

const DataFrame = (data: unknown, schema: Readonly<Record<string, ColumnType>> = {}) =>
  createDataFrame(frameFromValues(data, schema, instance().heap));

test("columns of a frame have chunks at the same rows", () => {
  const chunked = fromArrow(
    new arrow.Table({
      x: new arrow.Vector([
        arrow.makeData({ type: new arrow.Int32(), data: new Int32Array([1, 2]) }),
        arrow.makeData({ type: new arrow.Int32(), data: new Int32Array([3]) }),
      ]),
    }),
  );
  const df = DataFrame([chunked.toSeries(0), seriesFromValues("y", ["a", "b", "c"])]);
  expect(df.rows()).toEqual([
    [1, "a"],
    [2, "b"],
    [3, "c"],
  ]);
});

test("frames go to Arrow and back", async () => {
  const df = DataFrame({ n: [1, null], s: ["x", "a string that is long"], c: ["u", "v"] }, { c: Categorical });
  expect(fromArrow(df.toArrow(arrow)).frameEqual(df)).toBe(true);
  expect(fromArrow(await df.toArrow()).frameEqual(df)).toBe(true);
  expect((await fromArrow(await df.toIPC())).frameEqual(df)).toBe(true);
  expect((await fromArrow((await df.toIPC("file")).buffer as ArrayBuffer)).frameEqual(df)).toBe(true);
});

test("a frame that was disposed does not go to Arrow, not even if it is only then loaded", async () => {
  const df = DataFrame({ n: [1] });
  const pending = df.toArrow();
  df.dispose();
  await expect(pending).rejects.toThrow(expect.objectContaining({ name: "DisposedError" }));
  expect(() => df.toArrow(arrow)).toThrow("DataFrame.toArrow: the DataFrame was disposed");
  await expect(df.toIPC()).rejects.toThrow("DataFrame.toIPC: the DataFrame was disposed");
});

test("columns of one name in Arrow data are refused", () => {
  const { schema, batches } = new arrow.Table({ a: arrow.vectorFromArray([1]), b: arrow.vectorFromArray([2]) });
  const twice = new arrow.Schema(schema.fields.map((field) => field.clone({ name: "a" })));
  const before = bytesInUse();
  const table = new arrow.Table(
    twice,
    batches.map((batch) => new arrow.RecordBatch(twice, batch.data)),
  );
  expect(() => fromArrow(table)).toThrow('several columns are named "a"');
  expect(bytesInUse()).toBe(before);
});
