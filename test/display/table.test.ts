import { expect, test } from "vitest";
import { buildColumn } from "../../src/column/index.js";
import { formatHtml, formatTable } from "../../src/display/index.js";
import { Categorical, type ColumnType, Datetime, Int64, Null } from "../../src/types/index.js";
import { heap } from "../column/heap.js";

function frame(columns: Record<string, readonly [readonly unknown[], ColumnType?]>) {
  const named = Object.entries(columns).map(([name, [values, dtype]]) => ({ name, column: buildColumn(values, heap, dtype) }));
  return { columns: named, height: named[0]?.column.length ?? 0 };
}

test("every kind of column", () => {
  const data = frame({
    n: [[1n, -(2n ** 63n), null]],
    b: [[true, false, null]],
    c: [["x", null, "x"], Categorical],
    at: [[0n, 1_720_000_000_000_001n, null], Datetime("us", "Europe/Berlin")],
    utc: [[0, 1, -1], Datetime("ms", "UTC")],
    none: [[null, null, null], Null],
    i: [[1, 2, 3], Int64],
  });
  expect(formatTable(data, heap)).toMatchInlineSnapshot(`
    "shape: (3, 7)
    ┌──────────────────────┬───────┬──────┬───────────────────────────────────┬─────────────────────────────┬──────┬─────┐
    │ n                    ┆ b     ┆ c    ┆ at                                ┆ utc                         ┆ none ┆ i   │
    │ ---                  ┆ ---   ┆ ---  ┆ ---                               ┆ ---                         ┆ ---  ┆ --- │
    │ i64                  ┆ bool  ┆ cat  ┆ datetime[μs, Europe/Berlin]       ┆ datetime[ms, UTC]           ┆ null ┆ i64 │
    ╞══════════════════════╪═══════╪══════╪═══════════════════════════════════╪═════════════════════════════╪══════╪═════╡
    │ 1                    ┆ true  ┆ x    ┆ 1970-01-01 01:00:00 +01:00        ┆ 1970-01-01 00:00:00 UTC     ┆ null ┆ 1   │
    │ -9223372036854775808 ┆ false ┆ null ┆ 2024-07-03 11:46:40.000001 +02:00 ┆ 1970-01-01 00:00:00.001 UTC ┆ null ┆ 2   │
    │ null                 ┆ null  ┆ x    ┆ null                              ┆ 1969-12-31 23:59:59.999 UTC ┆ null ┆ 3   │
    └──────────────────────┴───────┴──────┴───────────────────────────────────┴─────────────────────────────┴──────┴─────┘"
  `);
});

test("an empty frame", () => {
  expect(formatTable({ columns: [], height: 0 }, heap)).toBe("shape: (0, 0)\n┌┐\n╞╡\n└┘");
  expect(formatTable(frame({ a: [[], Int64] }), heap)).toBe("shape: (0, 1)\n┌─────┐\n│ a   │\n│ --- │\n│ i64 │\n╞═════╡\n└─────┘");
});

test("control characters do not reach the terminal", () => {
  expect(formatTable(frame({ "a\u001b[31m\n": [["\u001b[2J\t\r\u0007"]] }), heap)).toMatchInlineSnapshot(`
    "shape: (1, 1)
    ┌────────────────────┐
    │ a\\u{1b}[31m\\n      │
    │ ---                │
    │ str                │
    ╞════════════════════╡
    │ \\u{1b}[2J\\t\\r\\u{7} │
    └────────────────────┘"
  `);
});

test("HTML is escaped", () => {
  expect(formatHtml(frame({ "<b>": [["<script>alert('&')</script>", null]] }), heap)).toMatchInlineSnapshot(`
    "<div><small>shape: (2, 1)</small>
    <table border="1" class="dataframe"><thead><tr><th>&lt;b&gt;</th></tr><tr><td>str</td></tr></thead><tbody>
    <tr><td>&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</td></tr>
    <tr><td>null</td></tr>
    </tbody></table></div>"
  `);
  expect(formatHtml(frame({ a: [Array.from({ length: 30 }, (_, row) => row)] }), heap, { rowsMax: 4 }).match(/<tr>/g)).toHaveLength(2 + 5);
});
