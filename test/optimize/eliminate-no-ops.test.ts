import { describe, expect, test } from "vitest";
import { all, col, fn, lit } from "../expr/build.js";
import { filter, select, slice } from "../plan/build.js";
import { around, t } from "./support.js";

describe("eliminate-no-ops", () => {
  test("leaves out what changes nothing", () => {
    expect(around("eliminate-no-ops", select(slice(filter(t, lit(true)), 0), all()))).toMatchInlineSnapshot(`
      "
      SELECT [col("a"), col("b"), col("x"), col("s"), col("ok")]
      FROM
        SLICE[offset: 0, length: all]
        FROM
          FILTER true
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      SCAN t
      PROJECT */5 COLUMNS
      "
    `);
  });
  test("reads nothing for a filter that keeps nothing", () => {
    expect(around("eliminate-no-ops", filter(t, fn("gt", col("a"), lit(null))))).toMatchInlineSnapshot(`
      "
      FILTER null
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      SLICE[offset: 0, length: 0]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
      "
    `);
  });
});
