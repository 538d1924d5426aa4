import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call, check, columnOf, get, getBits, instance, put, putViews, putViewsAt, room, rowsOf, text } from "./support.js";

const needle = fc.oneof(fc.constantFrom("", "a", "b", "ab", "é", "😀", "abcdabcdabcda", "x", " "), text);

const tests: Record<string, (value: string, other: string) => boolean> = {
  contains: (value, other) => value.includes(other),
  starts_with: (value, other) => value.startsWith(other),
  ends_with: (value, other) => value.endsWith(other),
};

test.each(Object.keys(tests))("%s", (name) => {
  const long = fc.tuple(text, text, text, text).map((parts) => parts.join(""));
  check(
    rowsOf(fc.oneof(text, long), needle),
    (rows) => {
      const a = put(
        "view",
        rows.map(([value]) => value),
      );
      const out = room(rows.length >> 3);
      call(
        `str_${name}_view_vv`,
        a,
        put(
          "view",
          rows.map(([, other]) => other),
        ),
        out,
        rows.length,
      );
      expect(getBits(out, rows.length)).toEqual(rows.map(([value, other]) => tests[name]!(value, other)));
      const other = rows[0]?.[1] ?? "";
      call(`str_${name}_view_vs`, a, putViews([other]), out, rows.length);
      expect(getBits(out, rows.length)).toEqual(rows.map(([value]) => tests[name]!(value, other)));
    },
    150,
  );
});

describe("texts that stand one after the other", () => {
  const unit = fc.constantFrom("a", "b", "ab", "é", "😀", "z");
  const value = fc.oneof(fc.string({ unit, maxLength: 12 }), fc.string({ unit, minLength: 13, maxLength: 90 }));
  const wanted = fc.oneof(
    fc.string({ unit, maxLength: 4 }),
    fc.string({ unit, minLength: 10, maxLength: 40 }),
    fc.constant("a".repeat(300)),
    fc.constantFrom("zz", "Q"),
  );

  test("are searched apart, whatever lies between them", () => {
    const gap = fc.constantFrom(0, 0, 1, 4, 64, 65);
    check(
      fc.tuple(columnOf(value), wanted, gap, fc.nat(60), fc.boolean()),
      ([values, random, gap, from, isPart]) => {
        // Often a part of what the texts are together, which may go over a border.
        const needle = isPart ? [...values.join("")].slice(from, from + 5).join("") : random;
        const bytes = values.reduce((sum, each) => sum + Buffer.byteLength(each) + gap, 0);
        const address = room(bytes);
        instance.heap.bytes(address, bytes).fill("a".charCodeAt(0));
        const views = putViewsAt(address, gap, values);
        const out = room(values.length >> 3);
        call("str_contains_view_vs", views, putViews([needle]), out, values.length);
        expect(getBits(out, values.length)).toEqual(values.map((each) => each.includes(needle)));
      },
      300,
    );
  });

  test("are found in any order, and when rows share their bytes", () => {
    check(fc.tuple(columnOf(value), wanted, fc.nat(3)), ([values, needle, shift]) => {
      const whole = putViewsAt(room(values.join("").length * 4), 0, values);
      const order = values.map((_, row) => (shift === 0 ? values.length - 1 - row : row >> shift));
      const views = room(values.length * 16);
      for (const [row, from] of order.entries()) {
        instance.heap.bytes(views + row * 16, 16).set(instance.heap.bytes(whole + from * 16, 16));
      }
      const out = room(values.length >> 3);
      call("str_contains_view_vs", views, putViews([needle]), out, values.length);
      expect(getBits(out, values.length)).toEqual(order.map((from) => values[from]!.includes(needle)));
    });
  });

  test("may end 64 bytes before memory does", () => {
    const { buffer } = instance.heap.bytes(0, 1);
    for (let length = 13; length < 150; length++) {
      for (const needle of ["b", "ab", "aaaaaaaaab", "a".repeat(200)]) {
        instance.heap.exports.scratch_reset();
        const values = ["a".repeat(40), `${"a".repeat(length - 1)}b`];
        const end = buffer.byteLength - 64;
        const views = putViewsAt(end - 40 - length, 0, values);
        const out = room(1);
        call("str_contains_view_vs", views, putViews([needle]), out, 2);
        expect(getBits(out, 2)).toEqual(values.map((each) => each.includes(needle)));
      }
    }
  });
});

test("lengths in bytes and characters", () => {
  check(columnOf(text), (values) => {
    const out = room(values.length * 4);
    call("str_len_bytes_view", putViews(values), out, values.length);
    expect(get("u32", out, values.length)).toEqual(values.map((value) => Buffer.byteLength(value)));
    call("str_len_chars_view", putViews(values), out, values.length);
    expect(get("u32", out, values.length)).toEqual(values.map((value) => [...value].length));
  });
});

/** The window [offset, offset + length) over the characters, cut to the string. */
function slice(value: string, offset: number, length: number): string {
  const chars = [...value];
  const start = offset < 0 ? chars.length + offset : offset;
  const end = length < 0 ? chars.length : start + length;
  return chars.slice(Math.max(0, start), Math.max(0, end)).join("");
}

test("slices by characters", () => {
  const offsets = fc.oneof(fc.nat(2), fc.integer({ min: -8, max: 13 }), fc.constantFrom(-2147483648, 2147483647));
  check(
    fc.tuple(columnOf(text), offsets, fc.oneof(fc.integer({ min: -1, max: 13 }), fc.constant(2147483647))),
    ([values, offset, length]) => {
      const out = room(values.length * 16);
      call("str_slice_view", putViews(values), out, offset, length, values.length);
      expect(get("view", out, values.length)).toEqual(values.map((value) => slice(value, offset, length)));
    },
    200,
  );
});

describe("rewriting", () => {
  const spaced = fc
    .tuple(
      fc.string({ unit: fc.constantFrom(" ", "\t", "\u00a0", "\u2003", "\u3000", "\u0085", "\ufeff", "a"), maxLength: 6 }),
      text,
      fc.constantFrom("", " \n", "\u2029", "\u205f "),
    )
    .map((parts) => parts.join(""));
  const unary: Record<string, (value: string) => string> = {
    str_reverse: (value) => [...value].reverse().join(""),
  };
  test.each(Object.keys(unary))("%s", (name) => {
    check(
      columnOf(fc.oneof(text, spaced)),
      (values) => {
        const out = room(values.length * 16);
        call(`${name}_view`, putViews(values), out, values.length);
        expect(get("view", out, values.length)).toEqual(values.map(unary[name]!));
      },
      150,
    );
  });

  test("concat", () => {
    check(rowsOf(text, text), (rows) => {
      const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
      const out = room(rows.length * 16);
      call("add_view_vv", putViews(a), putViews(b), out, rows.length);
      expect(get("view", out, rows.length)).toEqual(rows.map(([x, y]) => x + y));
      const [one = ""] = b;
      call("add_view_vs", putViews(a), putViews([one]), out, rows.length);
      expect(get("view", out, rows.length)).toEqual(a.map((x) => x + one));
      call("add_view_sv", putViews([one]), putViews(a), out, rows.length);
      expect(get("view", out, rows.length)).toEqual(a.map((x) => one + x));
    });
  });

  const class_ = (chars: string): string =>
    chars === "" ? "\\p{White_Space}" : `[${[...chars].map((char) => `\\u{${char.codePointAt(0)!.toString(16)}}`).join("")}]`;
  const strips: Record<string, (value: string, of: string) => string> = {
    str_strip: (value, of) => value.replace(new RegExp(`^${of}+|${of}+$`, "gu"), ""),
    str_strip_start: (value, of) => value.replace(new RegExp(`^${of}+`, "u"), ""),
    str_strip_end: (value, of) => value.replace(new RegExp(`${of}+$`, "u"), ""),
  };
  test.each(Object.keys(strips))("%s", (name) => {
    check(
      fc.tuple(columnOf(fc.oneof(text, spaced)), fc.constantFrom("", "a", "é", "ab😀", " \u3000a", "cßd")),
      ([values, chars]) => {
        const out = room(values.length * 16);
        call(`${name}_view`, putViews(values), out, chars === "" ? 0 : putViews([chars]), values.length);
        expect(get("view", out, values.length)).toEqual(values.map((value) => strips[name]!(value, class_(chars))));
      },
      150,
    );
  });

  const pads: Record<string, (value: string, fill: string) => string> = {
    str_pad_start: (value, fill) => fill + value,
    str_pad_end: (value, fill) => value + fill,
  };
  test.each(Object.keys(pads))("%s", (name) => {
    check(fc.tuple(columnOf(text), fc.constantFrom("*", "é", "😀", "xy"), fc.nat(30)), ([values, fill, length]) => {
      const out = room(values.length * 16);
      call(`${name}_view`, putViews(values), out, putViews([fill]), length, values.length);
      const [first = ""] = fill;
      expect(get("view", out, values.length)).toEqual(
        values.map((value) => pads[name]!(value, first.repeat(Math.max(0, length - [...value].length)))),
      );
    });
  });

  test("fills up with zeros after the sign", () => {
    const number = fc.tuple(fc.constantFrom("", "+", "-", "--", "é"), fc.nat().map(String)).map((parts) => parts.join(""));
    check(fc.tuple(columnOf(fc.oneof(text, number)), fc.nat(20)), ([values, length]) => {
      const out = room(values.length * 16);
      call("str_zfill_view", putViews(values), out, length, values.length);
      expect(get("view", out, values.length)).toEqual(
        values.map((value) => value.replace(/^[+-]?/, (sign) => sign + "0".repeat(Math.max(0, length - Buffer.byteLength(value))))),
      );
    });
  });

  /** One after the other, as many as asked for; an empty text occurs before each character and at the end. */
  function replaced(value: string, from: string, to: string, limit: number): string {
    const parts = from === "" ? ["", ...value, ""] : value.split(from);
    const joints = parts.slice(1).map((part, index) => (index < limit || limit < 0 ? to : from) + part);
    return [parts[0], ...joints].join("");
  }

  test("replaces and counts occurrences", () => {
    check(
      fc.tuple(rowsOf(text, needle), needle, fc.constantFrom(-1, -1, 0, 1, 2, 3)),
      ([rows, from, limit]) => {
        const values = rows.map(([value]) => value);
        const out = room(rows.length * 16);
        const others = rows.map(([, other]) => other);
        call("str_replace_view_vv", putViews(values), putViews(others), out, putViews([from]), limit, rows.length);
        expect(get("view", out, rows.length)).toEqual(values.map((value, row) => replaced(value, from, others[row]!, limit)));
        const [other = ""] = others;
        call("str_replace_view_vs", putViews(values), putViews([other]), out, putViews([from]), limit, rows.length);
        expect(get("view", out, rows.length)).toEqual(values.map((value) => replaced(value, from, other, limit)));
        call("str_count_view", putViews(values), out, putViews([from]), rows.length);
        const counts = values.map((value) => (from === "" ? [...value].length + 1 : value.split(from).length - 1));
        expect(get("u32", out, rows.length)).toEqual(counts);
      },
      200,
    );
  });

  test("ASCII case, leaving other rows to the caller", () => {
    check(
      columnOf(fc.oneof(text, fc.string({ unit: fc.constantFrom("a", "z", "A", "Z", "@", "[", "`", "{", "m"), maxLength: 30 }))),
      (values) => {
        const out = room(values.length * 16);
        const others = room(values.length >> 3);
        const isAscii = values.map((value) => Buffer.byteLength(value) === value.length);
        for (const [name, change] of [
          ["upper", (x: string) => x.toUpperCase()],
          ["lower", (x: string) => x.toLowerCase()],
        ] as const) {
          expect(call(`str_${name}_view`, putViews(values), out, others, values.length)).toBe(isAscii.filter((ascii) => !ascii).length);
          expect(getBits(others, values.length)).toEqual(isAscii.map((ascii) => !ascii));
          expect(get("view", out, values.length)).toEqual(values.map((value, row) => (isAscii[row] ? change(value) : value)));
        }
      },
    );
  });
});
