// Results of floe and its oracles as plain values, and their comparison.

import { type Table, Type, type Vector } from "apache-arrow";

export type Value = number | bigint | boolean | string | null;
export interface Result {
  readonly names: readonly string[];
  readonly dtypes: readonly string[];
  readonly columns: readonly (readonly Value[])[];
}

const texts: ReadonlySet<Type> = new Set([Type.Utf8, Type.LargeUtf8, Type.Utf8View, Type.Dictionary, Type.Bool]);

/** Dates and times stay in their physical form, so that nothing is rounded. */
export function resultOf(table: Table): Result {
  const fields = table.schema.fields;
  return {
    names: fields.map(({ name }) => name),
    dtypes: fields.map(({ type }) => String(type).replace("LargeUtf8", "Utf8").replace("Utf8View", "Utf8")),
    columns: fields.map((_, index) => valuesOf(table.getChildAt(index)!)),
  };
}

function valuesOf(vector: Vector): Value[] {
  const dictionary = texts.has(vector.type.typeId) || vector.type.typeId === Type.Null;
  if (dictionary) return Array.from({ length: vector.length }, (_, row) => vector.get(row) as Value);
  return vector.data.flatMap((data) =>
    Array.from({ length: data.length }, (_, row) => (data.getValid(row) ? (data.values[row] as number | bigint) : null)),
  );
}

/** Sums of squares differ in their last bits with the order of adding. */
const RELATIVE_ERROR = { f64: 1e-9, f32: 1e-4 };

function equal(found: Value, wanted: Value, dtype: string): boolean {
  if (found === wanted || (Number.isNaN(found) && Number.isNaN(wanted))) return true;
  if (typeof found !== "number" || typeof wanted !== "number" || !dtype.startsWith("Float")) return false;
  const scale = Math.max(Math.abs(found), Math.abs(wanted));
  const limit = dtype === "Float32" ? RELATIVE_ERROR.f32 : RELATIVE_ERROR.f64;
  return Math.abs(found - wanted) <= Math.max(scale * limit, dtype === "Float32" ? 1e-4 : 1e-9);
}

/** The order of rows: by exact values, then by floats as far as they are exact. */
function orderOf({ dtypes, columns }: Result): number[] {
  const indexes = dtypes.map((_, index) => index);
  const exact = indexes.filter((index) => !dtypes[index]!.startsWith("Float"));
  const floats = indexes.filter((index) => !exact.includes(index));
  const keys = Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
    JSON.stringify(exact.map((index) => String(columns[index]![row]))),
  );
  const compareFloats = (left: number, right: number): number => {
    for (const index of floats) {
      const [first, second] = [left, right].map((row) => rank(columns[index]![row] as number | null)) as [number, number];
      if (!equal(first, second, dtypes[index]!)) return first - second;
    }
    return left - right;
  };
  return keys
    .map((_, row) => row)
    .sort((left, right) => (keys[left]! < keys[right]! ? -1 : keys[left]! > keys[right]! ? 1 : compareFloats(left, right)));
}

/** Null and NaN have their place among the numbers. */
const rank = (value: number | null): number =>
  value === null ? -Number.MAX_VALUE : Number.isNaN(value) ? Number.MAX_VALUE : Math.min(Math.max(value, -1e300), 1e300);

/** The first difference, in words; undefined where there is none. */
export function difference(found: Result, wanted: Result, ordered: boolean): string | undefined {
  const header = (result: Result) => result.names.map((name, index) => `${name}: ${result.dtypes[index]}`).join(", ");
  if (header(found) !== header(wanted)) {
    const index = found.names.findIndex((name, at) => name !== wanted.names[at] || found.dtypes[at] !== wanted.dtypes[at]);
    if (index === -1) return `${found.names.length} columns; wanted ${wanted.names.length}`;
    return `column ${index} is ${found.names[index]}: ${found.dtypes[index]}; wanted ${wanted.names[index]}: ${wanted.dtypes[index]}`;
  }
  const heights = [found, wanted].map(({ columns }) => columns[0]?.length ?? 0);
  if (heights[0] !== heights[1]) return `${heights[0]} rows; wanted ${heights[1]}`;
  const orders = [found, wanted].map((result) => (ordered ? undefined : orderOf(result)));
  for (const [index, name] of found.names.entries()) {
    for (let row = 0; row < heights[0]!; row++) {
      const value = found.columns[index]![orders[0]?.[row] ?? row]!;
      const expected = wanted.columns[index]![orders[1]?.[row] ?? row]!;
      if (!equal(value, expected, found.dtypes[index]!)) return `${name}, row ${row}: ${shown(value)}; wanted ${shown(expected)}`;
    }
  }
  return undefined;
}

const shown = (value: Value): string =>
  typeof value === "bigint" ? `${value}n` : typeof value === "string" ? JSON.stringify(value) : String(value);
