import type fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PhysicalType } from "../../src/types/index.js";
import { type Cell, call, cellOf, check, getBits, numerics, order, put, room, rowsOf } from "./support.js";

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
