// Values and dtypes as text, and which rows and columns of a large frame are shown.

import { type Column, readRows, withPhysicalType } from "../column/index.js";
import type { Heap } from "../memory/index.js";
import type { ColumnType, TimeUnit } from "../types/index.js";
import { formatDate } from "../util/calendar.js";
import { formatFloat } from "./float.js";
import { formatDatetime, formatDuration } from "./temporal.js";

export const ROWS_MAX = 10;
export const COLUMNS_MAX = 8;
export const ELLIPSIS = "…";
const ELEMENTS_MAX = 3;

const shortNames: Readonly<Record<ColumnType["kind"], string>> = {
  Null: "null",
  Bool: "bool",
  Int8: "i8",
  Int16: "i16",
  Int32: "i32",
  Int64: "i64",
  UInt8: "u8",
  UInt16: "u16",
  UInt32: "u32",
  UInt64: "u64",
  Float32: "f32",
  Float64: "f64",
  Utf8: "str",
  Categorical: "cat",
  Date: "date",
  Datetime: "datetime",
  Duration: "duration",
  List: "list",
};
const unitNames: Readonly<Record<TimeUnit, string>> = { ms: "ms", us: "μs", ns: "ns" };

/** As Polars heads its tables: `i64`, `datetime[μs, UTC]`. */
export function shortTypeName(dtype: ColumnType): string {
  const name = shortNames[dtype.kind];
  if (dtype.kind === "List") return `${name}[${shortTypeName(dtype.inner)}]`;
  if (dtype.kind === "Duration") return `${name}[${unitNames[dtype.unit]}]`;
  if (dtype.kind !== "Datetime") return name;
  return `${name}[${unitNames[dtype.unit]}${dtype.timeZone === null ? "" : `, ${dtype.timeZone}`}]`;
}

/** `items`, or as many as `max` of them: the first half and the last, with `gap` in the middle. */
export function withGap<T>(length: number, max: number, items: (start: number, length: number) => readonly T[], gap: T): readonly T[] {
  if (length <= max) return items(0, length);
  const half = max >>> 1;
  return [...items(0, half), gap, ...items(length - half, half)];
}

/** How texts of cells are cut or quoted. */
export interface TextFormat {
  string(text: string): string;
  list(text: string): string;
}

/** The values of `length` rows from `start` on, as text. */
export function formatRows(column: Column, start: number, length: number, heap: Heap, texts: TextFormat): string[] {
  const format = formatter(column.dtype, texts);
  const values = readRows(withPhysicalType(column), start, length, heap);
  return values.map((value) => (value === null ? "null" : format(value)));
}

function formatter(dtype: ColumnType, texts: TextFormat): (value: unknown) => string {
  switch (dtype.kind) {
    case "Utf8":
    case "Categorical":
      return (value) => texts.string(value as string);
    case "Float32":
    case "Float64":
      return (value) => formatFloat(value as number);
    case "Date":
      return (value) => formatDate(value as number);
    case "Datetime":
      return (value) => formatDatetime(BigInt(value as number | bigint), dtype.unit, dtype.timeZone);
    case "Duration":
      return (value) => formatDuration(BigInt(value as number | bigint), dtype.unit);
    case "List":
      return listFormatter(dtype.inner, texts);
    default:
      return String;
  }
}

/** Of long lists the first elements and the last. */
function listFormatter(inner: ColumnType, texts: TextFormat): (value: unknown) => string {
  const format = formatter(inner, { string: (text) => `"${text}"`, list: (text) => text });
  return (value) => {
    const elements = (value as readonly unknown[]).map((element) => (element === null ? "null" : format(element)));
    if (elements.length <= ELEMENTS_MAX) return texts.list(`[${elements.join(", ")}]`);
    return texts.list(`[${elements.slice(0, ELEMENTS_MAX - 1).join(", ")}, ${ELLIPSIS} ${elements.at(-1)}]`);
  };
}
