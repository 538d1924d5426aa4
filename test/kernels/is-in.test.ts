import fc from "fast-check";
import { expect, test } from "vitest";
import type { PhysicalType } from "../../src/types/index.js";
import { call, cellOf, check, columnOf, getBits, numerics, order, put, room } from "./support.js";

const types: readonly PhysicalType[] = [...numerics, "view"];

test.each(types)("is_in of %s, short lists and long ones", (type) => {
  check(
    fc.tuple(
      columnOf(cellOf(type)),
      fc.oneof(fc.array(cellOf(type), { maxLength: 3 }), fc.array(cellOf(type), { minLength: 1, maxLength: 40 })),
    ),
    ([values, members]) => {
      const list = [...members, ...values.slice(0, 2)].sort(order);
      const out = room(values.length >> 3);
      call(`is_in_${type}`, put(type, values), put(type, list), out, list.length, values.length);
      expect(getBits(out, values.length)).toEqual(values.map((value) => list.some((member) => order(value, member) === 0)));
    },
  );
});
