// Several keys become one integer column: each takes the bits that the build side's range of it needs, side by side in words
// of 64 bits. What does not fit one word goes on in the next, and pairs of words are numbered by hash tables until one is left.

import type { Instance } from "../../kernels/index.js";
import type { IntegerColumn, Room, RowList } from "./key-column.js";
import { NONE } from "./key-column.js";
import type { KeyRange } from "./key-range.js";
import { type NumberTable, numberPairs } from "./number-table.js";

interface Field {
  readonly key: number;
  readonly word: number;
  readonly shift: number;
  /** Least value and the greatest's distance from it, as decimal digits: state travels as JSON. */
  readonly least: string;
  readonly range: string;
}

export interface KeyLayout {
  readonly fields: readonly Field[];
  readonly wordCount: number;
  /** One fewer than words: the first numbers words 0 and 1, each next the numbers before and the next word. */
  readonly pairs: readonly NumberTable[];
}

const WORD_BITS = 64;

export function planLayout(ranges: readonly KeyRange[]): Pick<KeyLayout, "fields" | "wordCount"> {
  let word = 0;
  let shift = 0;
  const fields = ranges.map((range, key): Field => {
    const bits = range.range.toString(2).length;
    if (shift + bits > WORD_BITS) {
      word++;
      shift = 0;
    }
    const field = { key, word, shift, least: String(range.least), range: String(range.range) };
    shift += bits;
    return field;
  });
  return { fields, wordCount: word + 1 };
}

/** The build side's column, and the finished layout. `ids` is 0xFFFFFFFF at rows with a null key, and used for numbers. */
export function buildLayout(
  instance: Instance,
  ranges: readonly KeyRange[],
  columns: readonly IntegerColumn[],
  ids: number,
  rowCount: number,
  arena: number,
  room: Room,
): { readonly column: IntegerColumn; readonly layout: KeyLayout } {
  const plan = planLayout(ranges);
  const words = packWords(instance, plan, columns, { list: 0, count: rowCount }, 0, room);
  const pairs: NumberTable[] = [];
  let last = words[0] as number;
  for (const word of words.slice(1)) {
    pairs.push(numberPairs(instance, last, word, ids, rowCount, arena));
    last = widen(instance, ids, rowCount, room);
  }
  return { column: { type: "u64", values: last, dense: true }, layout: { ...plan, pairs } };
}

/** The probe side's column. Rows that can match nothing get 0xFFFFFFFF in `misses`. */
export function applyLayout(
  instance: Instance,
  layout: KeyLayout,
  columns: readonly IntegerColumn[],
  rows: RowList,
  misses: number,
  room: Room,
): IntegerColumn {
  const { kernels } = instance;
  kernels.zero_bytes(misses, rows.count * 4);
  const words = packWords(instance, layout, columns, rows, misses, room);
  let last = words[0] as number;
  // A pair that the build side does not have gets 0xFFFFFFFF, which is in no further pair, and no key of the index.
  layout.pairs.forEach(({ table, bits }, index) => {
    const ids = room(rows.count * 4);
    kernels.join_find_pairs(last, words[index + 1] as number, table, bits, ids, rows.count);
    last = widen(instance, ids, rows.count, room);
  });
  return { type: "u64", values: last, dense: true };
}

function packWords(
  { kernels }: Instance,
  { fields, wordCount }: Pick<KeyLayout, "fields" | "wordCount">,
  columns: readonly IntegerColumn[],
  { list, count }: RowList,
  misses: number,
  room: Room,
): readonly number[] {
  const words = Array.from({ length: wordCount }, () => room(count * 8));
  for (const { key, word, shift, least, range } of fields) {
    const { type, values, dense } = columns[key] as IntegerColumn;
    const pack = kernels[`join_pack_${type}`];
    pack(values, dense ? 0 : list, BigInt(least), BigInt(range), shift, words[word] as number, shift === 0, misses, count);
  }
  return words;
}

function widen({ kernels }: Instance, ids: number, count: number, room: Room): number {
  const words = room(count * 8);
  kernels.join_pack_u32(ids, 0, 0n, BigInt(NONE), 0, words, true, 0, count);
  return words;
}
