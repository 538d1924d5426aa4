// Keys of any type become integers first, equal exactly when the keys are: floats by their canonical bits, strings by the
// number of the equal string on the build side.

import type { Vector, VectorType } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { type NumberTable, numberStrings } from "./number-table.js";

export type IntegerType = "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64";

/** No row, id or bucket: an integer of a probe side's key that no key of the build side equals. */
export const NONE = 0xffffffff;

export interface IntegerColumn {
  readonly type: IntegerType;
  readonly values: number;
  /** Holds the wanted rows only, one after another, rather than all rows. */
  readonly dense: boolean;
}

/** The rows that are wanted: `list` holds the numbers of `count` of them; 0: all, 0 to `count` - 1. */
export interface RowList {
  readonly list: number;
  readonly count: number;
}

/** How a key's vectors become integers; plain data. */
export type KeySource =
  | { readonly kind: "integers"; readonly type: IntegerType }
  | { readonly kind: "floats"; readonly type: "f32" | "f64" }
  | { readonly kind: "bools" }
  /** Codes of another dictionary: `map` holds the build side's number for each. */
  | { readonly kind: "translated"; readonly map: number }
  | { readonly kind: "strings"; readonly strings: NumberTable };

/** Where memory for a step comes from: an arena while building, scratch while probing. */
export type Room = (bytes: number) => number;

/** The integers of the build side's key, and how the probe side's vectors become integers that compare with them. */
export function buildKey(
  instance: Instance,
  type: VectorType,
  probeType: VectorType,
  vector: Vector,
  rowCount: number,
  arena: number,
  room: Room,
): { readonly column: IntegerColumn; readonly probeSource: KeySource } {
  const { physical } = type;
  const strings = physical === "view" || physical === "codes";
  const probeStrings = probeType.physical === "view" || probeType.physical === "codes";
  assert(strings ? probeStrings : physical === probeType.physical, `join keys of types ${physical} and ${probeType.physical}`);
  if (!strings) {
    const source = plainSource(physical);
    return { column: integersOf(instance, source, vector, rowCount, { list: 0, count: rowCount }, room), probeSource: source };
  }
  if (physical === "view") {
    const ids = room(rowCount * 4);
    const table = numberStrings(instance, vector.values, vector.validity, ids, rowCount, arena);
    return { column: { type: "u32", values: ids, dense: false }, probeSource: stringSource(instance, table, probeType, arena) };
  }
  const { dictionary } = type;
  assert(dictionary !== undefined, "codes without a dictionary");
  const column: IntegerColumn = { type: "u32", values: vector.values, dense: false };
  if (probeType.dictionary?.values === dictionary.values) return { column, probeSource: { kind: "integers", type: "u32" } };
  // Dictionary values are distinct, so their numbers are their codes.
  const table = numberStrings(instance, dictionary.values, 0, room(dictionary.count * 4), dictionary.count, arena);
  return { column, probeSource: stringSource(instance, table, probeType, arena) };
}

function plainSource(physical: VectorType["physical"]): KeySource {
  if (physical === "bool") return { kind: "bools" };
  if (physical === "f32" || physical === "f64") return { kind: "floats", type: physical };
  assert(physical !== "view" && physical !== "codes" && physical !== "list", "strings and lists are not plain");
  return { kind: "integers", type: physical };
}

function stringSource({ heap, kernels }: Instance, strings: NumberTable, probeType: VectorType, arena: number): KeySource {
  const { dictionary } = probeType;
  if (dictionary === undefined) return { kind: "strings", strings };
  const map = heap.alloc(Math.max(dictionary.count, 1) * 4, arena);
  heap.setU32(map, NONE);
  kernels.join_find_views(dictionary.values, 0, 0, strings.table, strings.bits, strings.strings, map, dictionary.count);
  return { kind: "translated", map };
}

export function integersOf(
  { kernels }: Instance,
  source: KeySource,
  vector: Vector,
  rowCount: number,
  { list, count }: RowList,
  room: Room,
): IntegerColumn {
  switch (source.kind) {
    case "integers":
      return { type: source.type, values: vector.values, dense: false };
    case "floats": {
      const values = room(rowCount * (source.type === "f32" ? 4 : 8));
      kernels[`join_canonical_${source.type}`](vector.values, values, rowCount);
      return { type: source.type === "f32" ? "u32" : "u64", values, dense: false };
    }
    case "bools": {
      const values = room(rowCount);
      kernels.join_bytes_bool(vector.values, values, rowCount);
      return { type: "u8", values, dense: false };
    }
    case "translated": {
      const values = room(count * 4);
      kernels.translate_codes(vector.values, list, source.map, values, count);
      return { type: "u32", values, dense: true };
    }
    case "strings": {
      const { table, bits, strings } = source.strings;
      const values = room(count * 4);
      kernels.join_find_views(vector.values, vector.validity, list, table, bits, strings, values, count);
      return { type: "u32", values, dense: true };
    }
  }
}

/** Makes entries 0xFFFFFFFF where a key is null. */
export function maskNulls({ kernels }: Instance, keys: readonly Vector[], { list, count }: RowList, ids: number): void {
  for (const { validity } of keys) if (validity !== 0) kernels.join_mask_nulls(validity, list, ids, count);
}
