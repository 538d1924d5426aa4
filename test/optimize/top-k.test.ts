import { describe, expect, test } from "vitest";
import { col } from "../expr/build.js";
import { by, select, slice, sort } from "../plan/build.js";
import { around, t } from "./support.js";

describe("top-k", () => {
  test("a sort with a limit", () => {
    expect(around("top-k", slice(select(sort(t, by(col("x"), true)), col("a"), col("x")), 2, 3))).toMatchInlineSnapshot(`
      "
      SLICE[offset: 2, length: 3]
      FROM
        SELECT [col("a"), col("x")]
        FROM
          SORT BY [col("x") desc]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      SELECT [col("a"), col("x")]
      FROM
        SLICE[offset: 2, length: 3]
        FROM
          SORT BY [col("x") desc] LIMIT 5
          FROM
            SCAN t
            PROJECT */5 COLUMNS
      "
    `);
  });
});
