import fc from "fast-check";
import { expect, it } from "vitest";
import { ColumnNotFoundError, errorFromData, errorToData, IoError } from "../../src/errors/index.js";
import { decodeWire, encodeWire } from "../../src/util/wire.js";

const roundTrip = (value: unknown): unknown => decodeWire(encodeWire(value));

it("brings back what JSON has no words for", () => {
  const value = { a: [1n, -(2n ** 63n), Number.NaN, Number.NEGATIVE_INFINITY, -0, 0], b: "\u0000n5", c: "plain", d: null, e: true };
  const back = roundTrip(value);
  expect(back).toEqual(value);
  expect(Object.is((back as typeof value).a[4], -0)).toBe(true);
});

it("changes nothing of what it sends", () => {
  const value = { list: [{ n: 1n, f: Number.NaN }], allocations: [1] };
  expect(roundTrip(value)).toEqual({ ...value, allocations: [] });
  expect(value).toEqual({ list: [{ n: 1n, f: Number.NaN }], allocations: [1] });
  expect(roundTrip(5n)).toBe(5n);
  expect(roundTrip(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});

it("brings back any plain data", () => {
  const leaf = fc.oneof(fc.string(), fc.double(), fc.bigInt(), fc.boolean(), fc.constant(null));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie("value")), fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true })),
  }));
  fc.assert(
    fc.property(value, (data) => {
      expect(roundTrip({ data })).toEqual({ data });
    }),
  );
});

it("leaves the main thread's handles behind", () => {
  expect(roundTrip({ values: 64, allocations: [{ heap: {} }] })).toEqual({ values: 64, allocations: [] });
});

it("brings errors back as what they were", () => {
  const missing = errorFromData(roundTrip(errorToData(new ColumnNotFoundError("prce", ["price"]))) as never);
  expect(missing).toBeInstanceOf(ColumnNotFoundError);
  expect(missing).toMatchObject({ name: "ColumnNotFoundError", column: "prce", available: ["price"] });
  expect(missing.message).toBe('unable to find column "prce"; valid columns: ["price"]. Did you mean "price"?');
  const damaged = errorFromData(errorToData(new IoError("bad page", "a.parquet", 17)));
  expect(damaged).toBeInstanceOf(IoError);
  expect(damaged).toMatchObject({ path: "a.parquet", offsetBytes: 17 });
  expect(errorFromData(errorToData("text"))).toMatchObject({ name: "Error", message: "text" });
});
