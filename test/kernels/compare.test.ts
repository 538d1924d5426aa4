import type fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PhysicalType } from "../../src/types/index.js";
import { type Cell, call, cellOf, check, getBits, numerics, put, room, rowsOf } from "./support.js";

/** Polars' order: NaN equals itself and is the greatest, -0 equals 0, strings by their UTF-8 bytes. */
export function order(x: Cell, y: Cell): number {
  if (typeof x === "string") return Buffer.compare(Buffer.from(x), Buffer.from(y as string));
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x < y ? -1 : Number(x > y);
}

const operators: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  neq: (order) => order !== 0,
  lt: (order) => order < 0,
  lt_eq: (order) => order <= 0,
  gt: (order) => order > 0,
  gt_eq: (order) => order >= 0,
};

const types: readonly PhysicalType[] = [...numerics, "bool", "view"];

describe.each(types)("comparisons of %s", (type) => {
  test.each(Object.keys(operators))("%s", (name) => {
    const holds = operators[name] as (order: number) => boolean;
    check(
      rowsOf(cellOf(type) as fc.Arbitrary<Cell>, cellOf(type) as fc.Arbitrary<Cell>),
      (rows) => {
        const a = put(
          type,
          rows.map(([x]) => x),
        );
        const out = room(rows.length >> 3);
        call(
          `${name}_${type}_vv`,
          a,
          put(
            type,
            rows.map(([, y]) => y),
          ),
          out,
          rows.length,
        );
        expect(getBits(out, rows.length)).toEqual(rows.map(([x, y]) => holds(order(x, y))));
        const scalar = rows[0]?.[1];
        if (scalar === undefined) return;
        call(`${name}_${type}_vs`, a, put(type, [scalar]), out, rows.length);
        expect(getBits(out, rows.length)).toEqual(rows.map(([x]) => holds(order(x, scalar))));
      },
      30,
    );
  });
});
