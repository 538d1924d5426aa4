// How rows find their groups, decided from what is known of the keys before any row is seen.

import type { VectorType } from "../../column/index.js";
import { bitWidths, type PhysicalType } from "../../types/index.js";

export type Strategy =
  /** No keys: all rows are one group. */
  | { readonly kind: "single" }
  /** The only key is the group's number. */
  | { readonly kind: "numbered"; readonly groups: number }
  /** Few possible keys: an array with an element for each. */
  | { readonly kind: "direct"; readonly digits: readonly Digit[]; readonly slots: number }
  /** One string key. */
  | { readonly kind: "strings" }
  /** Keys laid side by side in rows of u64 words, in a hash table. */
  | { readonly kind: "rows"; readonly layout: RowLayout };

/** A key as a digit of a slot number (assembly/hash/group-slots.ts). */
export interface Digit {
  readonly physical: DigitPhysical;
  readonly least: bigint;
  /** Digit of the least value. */
  readonly base: number;
  readonly nullDigit: number;
  readonly radix: number;
  /** Product of the radixes after this one. */
  readonly weight: number;
}
type DigitPhysical = Exclude<PhysicalType, "f32" | "f64" | "view" | "list">;

export interface RowLayout {
  readonly words: number;
  readonly fields: readonly RowField[];
  /** The only key is a vector of words already. */
  readonly inPlace: boolean;
}
export interface RowField {
  readonly physical: PhysicalType;
  readonly offset: number;
  /** Of the flag byte, 1 for null; absent when the key can't be null, and for strings, whose views tell. */
  readonly flagOffset?: number;
}

/** Most elements of a direct-address array: with its 4 bytes each it stays in L2. */
export const DIRECT_SLOTS_MAX = 1 << 17;

export function chooseStrategy(keys: readonly VectorType[]): Strategy {
  if (keys.length === 0) return { kind: "single" };
  const direct = directStrategy(keys);
  if (direct !== undefined) return direct;
  if (keys.length === 1 && keys[0]?.physical === "view") return { kind: "strings" };
  return { kind: "rows", layout: layOut(keys) };
}

function directStrategy(keys: readonly VectorType[]): Strategy | undefined {
  const digits: Digit[] = [];
  let slots = 1;
  for (const [index, key] of keys.entries()) {
    const range = rangeOf(key);
    if (range === undefined) return undefined;
    // Slot 0 is for rows that don't count, so the first key's digits start at 1.
    const nullDigit = index === 0 ? 1 : 0;
    const base = nullDigit + (key.nullable ? 1 : 0);
    const radix = base + range.count;
    slots *= radix;
    if (slots > DIRECT_SLOTS_MAX) return undefined;
    digits.push({ physical: key.physical as DigitPhysical, least: range.least, base, nullDigit, radix, weight: 1 });
  }
  let weight = 1;
  for (let index = digits.length - 1; index >= 0; index--) {
    digits[index] = { ...(digits[index] as Digit), weight };
    weight *= (digits[index] as Digit).radix;
  }
  return { kind: "direct", digits, slots };
}

function rangeOf(key: VectorType): { least: bigint; count: number } | undefined {
  switch (key.physical) {
    case "bool":
      return { least: 0n, count: 2 };
    case "codes":
      // Even without strings there is a code: that of null rows.
      return { least: 0n, count: Math.max(key.dictionary?.count ?? 0, 1) };
    case "f32":
    case "f64":
    case "view":
      return undefined;
    case "i8":
      return { least: -128n, count: 256 };
    case "u8":
      return { least: 0n, count: 256 };
    default:
      if (key.min === undefined || key.max === undefined || key.max < key.min) return undefined;
      if (key.max - key.min >= BigInt(DIRECT_SLOTS_MAX)) return undefined;
      return { least: key.min, count: Number(key.max - key.min) + 1 };
  }
}

/** Wide fields first, so that all are aligned; then the flags. */
function layOut(keys: readonly VectorType[]): RowLayout {
  const sole = keys.length === 1 ? keys[0] : undefined;
  const inPlace = sole !== undefined && !sole.nullable && (sole.physical === "i64" || sole.physical === "u64");
  const order = keys.map((_, index) => index).sort((left, right) => bytesOf(keys[right]) - bytesOf(keys[left]) || left - right);
  const fields: RowField[] = [];
  let offset = 0;
  for (const index of order) {
    fields[index] = { physical: (keys[index] as VectorType).physical, offset };
    offset += bytesOf(keys[index]);
  }
  for (const [index, key] of keys.entries()) {
    if (!key.nullable || key.physical === "view") continue;
    fields[index] = { ...(fields[index] as RowField), flagOffset: offset };
    offset++;
  }
  return { words: Math.ceil(offset / 8), fields, inPlace };
}

/** In a row a bool is a byte. */
function bytesOf(key: VectorType | undefined): number {
  if (key === undefined) return 0;
  return Math.ceil(bitWidths[key.physical] / 8);
}
