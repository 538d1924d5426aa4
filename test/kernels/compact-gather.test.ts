import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bitWidths, type PhysicalType } from "../../src/types/index.js";
import { type Cell, call, cellOf, check, columnOf, get, getBits, put, putBits, putSelection, room, rowsOf } from "./support.js";

const types: readonly PhysicalType[] = ["bool", "i8", "u16", "f32", "i64", "view"];

/** Sparse, even, dense, all and none: each takes a path of its own. */
const selections = fc.constantFrom(0, 0.03, 0.5, 0.97, 1);

describe.each(types)("%s", (type) => {
  const width = bitWidths[type];

  test("compacts to the selected values", () => {
    check(fc.tuple(columnOf(cellOf(type)), selections, fc.infiniteStream(fc.nat(999))), ([values, density, stream]) => {
      const selected = values.map(() => (stream.next().value as number) < density * 1000);
      const out = room((values.length * width) >> 3);
      const kept = values.filter((_, row) => selected[row]);
      expect(call(`compact_${width}`, put(type, values), putSelection(selected), out, values.length)).toBe(kept.length);
      expect(get(type, out, kept.length)).toEqual(kept);
    });
  });

  test("gathers by index", () => {
    check(fc.tuple(fc.array(cellOf(type), { minLength: 1, maxLength: 50 }), columnOf(fc.nat())), ([values, picks]) => {
      const indices = picks.map((pick) => pick % values.length);
      const out = room((indices.length * width) >> 3);
      call(`gather_${width}`, put(type, values), put("u32", indices), out, indices.length);
      expect(get(type, out, indices.length)).toEqual(indices.map((index) => values[index]));
    });
  });

  test("repeats a value", () => {
    check(columnOf(cellOf(type)), (values) => {
      if (values.length === 0) return;
      const out = room((values.length * width) >> 3);
      const value = values[0] as Cell;
      call(`fill_${width}`, put(type, [value]), out, values.length);
      expect(get(type, out, values.length)).toEqual(values.map(() => value));
    });
  });
});

test("a missing index reads anything and is null", () => {
  check(columnOf(fc.tuple(fc.nat(9), fc.boolean())), (rows) => {
    const valid = Array.from({ length: 10 }, (_, index) => index % 3 !== 0);
    const indices = rows.map(([index, missing]) => (missing ? 0xffffffff : index));
    const out = room(rows.length >> 3);
    const at = put("u32", indices);
    const nulls = call("gather_validity", putBits(valid), at, out, rows.length);
    const expected = rows.map(([index, missing]) => !missing && (valid[index] as boolean));
    expect(getBits(out, rows.length)).toEqual(expected);
    expect(nulls).toBe(expected.filter((isValid) => !isValid).length);
    expect(call("gather_validity", 0, at, out, rows.length)).toBe(rows.filter(([, missing]) => missing).length);
    call(
      "gather_64",
      put(
        "i64",
        Array.from({ length: 10 }, () => 1n),
      ),
      at,
      room(rows.length * 8),
      rows.length,
    );
  });
});

test("lists the selected rows", () => {
  check(columnOf(fc.boolean()), (selected) => {
    const out = room(selected.length * 4);
    const expected = selected.flatMap((bit, row) => (bit ? [row] : []));
    expect(call("selected_rows", putSelection(selected), out, selected.length)).toBe(expected.length);
    expect(get("u32", out, expected.length)).toEqual(expected);
  });
});

test("numbers rows", () => {
  for (const rows of [0, 1, 5, 65]) {
    const out = room(rows * 4);
    call("iota_u32", 7, out, rows);
    expect(get("u32", out, rows)).toEqual(Array.from({ length: rows }, (_, row) => row + 7));
  }
});

test("relocates the bytes of long strings", () => {
  check(rowsOf(cellOf("view"), fc.boolean()), (rows) => {
    const valid = rows.map(([, isValid]) => isValid);
    const views = put(
      "view",
      rows.map(([value]) => value as Cell),
    );
    const validity = putBits(valid);
    const long = rows.map(([value, isValid]) =>
      isValid && Buffer.byteLength(value as string) > 12 ? Buffer.byteLength(value as string) : 0,
    );
    const bytes = long.reduce((sum, length) => sum + length, 0);
    expect(call("views_bytes", views, validity, rows.length)).toBe(bytes);
    const block = room(bytes);
    const out = room(rows.length * 16);
    expect(call("views_copy", views, validity, out, block, rows.length)).toBe(block + bytes);
    expect(get("view", out, rows.length)).toEqual(rows.map(([value, isValid]) => (isValid ? value : "")));
  });
});
