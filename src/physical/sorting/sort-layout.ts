// How sort keys become a string of bits whose order is the order wanted: for each key a bit that places nulls, then its value,
// turned round if descending. The bits fill words of 64, one word array after another. Of a string, its first bytes fill the
// word that has been begun, and the string itself follows as a source of further words.

import type { Vector } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import type { PhysicalType } from "../../types/index.js";
import { bitWidths } from "../../types/index.js";
import type { SortKeyType } from "./sort-key.js";

/** What is known of a key: its physical type, whether rows may be null, and the values that occur, if that is narrower than the type. */
export interface LayoutKey extends Pick<SortKeyType, "descending" | "nullsLast"> {
  readonly physical: PhysicalType;
  readonly nullable: boolean;
  readonly least?: bigint;
  readonly range?: bigint;
  /** With codes: the place of each in the order of the strings. */
  readonly ranks?: number;
}

/** `position` counts bits from the highest of the first word. Numbers of 64 bits are decimal digits: layouts travel as JSON. */
interface Placed {
  readonly key: number;
  readonly position: number;
}
type SortField =
  | (Placed & { readonly kind: "null"; readonly nullsLast: boolean })
  | (Placed & {
      readonly kind: "value";
      readonly physical: Exclude<PhysicalType, "view" | "codes" | "list">;
      readonly least: string;
      readonly range: string;
      readonly descending: boolean;
    })
  | (Placed & { readonly kind: "rank"; readonly ranks: number; readonly range: string; readonly descending: boolean })
  | (Placed & { readonly kind: "prefix"; readonly descending: boolean });

/** What decides, in this order, between rows. */
type SortSource =
  | { readonly kind: "word"; readonly word: number }
  | { readonly kind: "string"; readonly key: number; readonly descending: boolean };

export interface SortLayout {
  readonly fields: readonly SortField[];
  readonly sources: readonly SortSource[];
  readonly wordCount: number;
}

const WORD_BITS = 64;

export function planLayout(keys: readonly LayoutKey[]): SortLayout {
  const fields: SortField[] = [];
  const sources: SortSource[] = [];
  let position = 0;
  let wordCount = 0;
  const addWords = () => {
    for (const end = Math.ceil(position / WORD_BITS); wordCount < end; wordCount++) sources.push({ kind: "word", word: wordCount });
  };
  keys.forEach((layoutKey, key) => {
    const { physical, descending, nullsLast } = layoutKey;
    if (layoutKey.nullable) fields.push({ kind: "null", key, position: position++, nullsLast });
    if (physical === "view") {
      fields.push({ kind: "prefix", key, position, descending });
      position = (Math.floor(position / WORD_BITS) + 1) * WORD_BITS;
      addWords();
      sources.push({ kind: "string", key, descending });
      return;
    }
    assert(physical !== "list", "lists have no order");
    const { least, range } = valuesOf(layoutKey);
    if (range === 0n) return;
    if (physical === "codes") {
      const { ranks } = layoutKey;
      assert(ranks !== undefined, "codes without ranks");
      fields.push({ kind: "rank", key, position, ranks, range: String(range), descending });
    } else fields.push({ kind: "value", key, position, physical, least: String(least), range: String(range), descending });
    position += bitsOf(range);
  });
  position = Math.max(position, 1);
  addWords();
  return { fields, sources, wordCount };
}

function valuesOf({ physical, least, range }: LayoutKey): { readonly least: bigint; readonly range: bigint } {
  if (least !== undefined && range !== undefined) return { least, range };
  const bits = bitWidths[physical];
  const signed = physical.startsWith("i");
  return { least: signed ? -(2n ** BigInt(bits - 1)) : 0n, range: 2n ** BigInt(bits) - 1n };
}

function bitsOf(range: bigint): number {
  return range.toString(2).length;
}

/** Writes rows 0 to `rowCount` - 1 of the first `words.length` words. `room` gives memory for the length of the call. */
export function encodeWords(
  { kernels }: Instance,
  layout: SortLayout,
  vectors: readonly Vector[],
  rowCount: number,
  words: readonly number[],
  room: (bytes: number) => number,
): void {
  for (const word of words) kernels.zero_bytes(word, rowCount * 8);
  for (const field of layout.fields) {
    const { values, validity } = vectors[field.key] as Vector;
    switch (field.kind) {
      case "null":
        place(field.position, 1, (word, shift) => kernels.sort_field_null(validity, field.nullsLast, shift, word, rowCount));
        break;
      case "value": {
        const range = BigInt(field.range);
        const kernel = kernels[`sort_field_${field.physical}`];
        place(field.position, bitsOf(range), (word, shift) =>
          kernel(values, validity, BigInt(field.least), range, field.descending, shift, word, rowCount),
        );
        break;
      }
      case "rank": {
        const ranks = room(rowCount * 4);
        kernels.translate_codes(values, 0, field.ranks, ranks, rowCount);
        const range = BigInt(field.range);
        place(field.position, bitsOf(range), (word, shift) =>
          kernels.sort_field_u32(ranks, validity, 0n, range, field.descending, shift, word, rowCount),
        );
        break;
      }
      case "prefix": {
        const word = words[Math.floor(field.position / WORD_BITS)];
        const shift = -(field.position % WORD_BITS);
        if (word !== undefined) kernels.sort_field_view(values, validity, field.descending, shift, word, rowCount);
        break;
      }
    }
  }

  /** A field that does not fit its word goes on in the next. */
  function place(position: number, bits: number, put: (word: number, shift: number) => void): void {
    const index = Math.floor(position / WORD_BITS);
    const shift = WORD_BITS - (position % WORD_BITS) - bits;
    const word = words[index];
    const next = words[index + 1];
    if (word !== undefined) put(word, shift);
    if (shift < 0 && next !== undefined) put(next, shift + WORD_BITS);
  }
}
