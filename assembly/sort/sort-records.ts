// Sorting by words: records of a word and its row are spread over partitions by their top differing bits, each partition is
// sorted in cache by radix, and runs of equal words are sorted on by the next. All steps are stable.
//
// What decides is a list of sources, 16 bytes each, ended by kind 0: u32 kind, u32 address, u32 descending, u32 validity.
//   kind 1: a word a row, at the address; the first source is of this kind
//   kind 2: strings, whose views stand at the address: eight bytes after eight, then by length; words before it part the nulls

import { scratch_alloc } from "../lib/scratch";
import { isValid, stringWord } from "./key-bits";

const RECORD: usize = 16;
const SOURCE: usize = 16;
const END: u32 = 0;
const WORDS: u32 = 1;
const STRINGS: u32 = 2;
/** A string source that is past the bytes of all strings: their lengths decide. */
const LENGTH: u32 = 0xffffffff;

const INSERTION_COUNT_MAX: usize = 24;
/** Records that are radix sorted from the lowest digit: twice them stay in L2. Of more, the highest digit goes first. */
const CACHE_COUNT_MAX: usize = 1 << 14;
const HIGH_DIGIT_BITS: u64 = 11;
const LOW_DIGIT_BITS: u64 = 8;
/** Bits sorted beyond those that number the records: leaves few equal. */
const SPARE_BITS: u64 = 4;

/** Counters of a digit's values; a thread's own, since each has its instance. */
let heads: usize = 0;

/** Least and greatest word. */
export function sort_word_range(words: usize, out: usize, rows: i32): void {
  let least: u64 = ~0, greatest: u64 = 0;
  for (let at = words, end = words + (<usize>rows << 3); at < end; at += 8) {
    const word = load<u64>(at);
    least = min(least, word);
    greatest = max(greatest, word);
  }
  store<u64>(out, least);
  store<u64>(out, greatest, 8);
}

/** Rows by partition, the `bits` bits at `shift` of their words. */
export function sort_count(words: usize, shift: i32, bits: i32, counts: usize, rows: i32): void {
  const mask = (<u64>1 << bits) - 1;
  memory.fill(counts, 0, <usize>4 << bits);
  for (let at = words, end = words + (<usize>rows << 3); at < end; at += 8) {
    const count = counts + (<usize>((load<u64>(at) >> shift) & mask) << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
}

/**
 * Where the rows of part `part` go, by partition, and last the number of all rows: after those of smaller partitions, and of
 * parts before. `counts` holds each part's `partitions` counts, one part after another.
 */
export function sort_starts(counts: usize, parts: i32, part: i32, partitions: i32, out: usize): void {
  let sum: u32 = 0;
  for (let partition: usize = 0; partition < <usize>partitions; partition++) {
    for (let other = 0; other < parts; other++) {
      if (other == part) store<u32>(out + (partition << 2), sum);
      sum += load<u32>(counts + ((<usize>other * <usize>partitions + partition) << 2));
    }
  }
  store<u32>(out + (<usize>partitions << 2), sum);
}

/** Writes the records of rows `from` on to their partitions; `words` is that of row `from`. Moves `starts`. */
export function sort_scatter(words: usize, from: u32, shift: i32, bits: i32, starts: usize, records: usize, rows: i32): void {
  const mask = (<u64>1 << bits) - 1;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const word = load<u64>(words + (row << 3));
    const start = starts + (<usize>((word >> shift) & mask) << 2);
    const place = load<u32>(start);
    store<u32>(start, place + 1);
    store<u64>(records + <usize>place * RECORD, word);
    store<u32>(records + <usize>place * RECORD, from + <u32>row, 8);
  }
}

/** Sorts partitions `first` to `last` and writes their rows to `out`. `spare` has room for the largest of them. */
export function sort_partitions(starts: usize, first: i32, last: i32, records: usize, spare: usize, sources: usize, out: usize): void {
  heads = scratch_alloc(<usize>4 << <usize>HIGH_DIGIT_BITS);
  for (let partition = <usize>first; partition < <usize>last; partition++) {
    const start = <usize>load<u32>(starts + (partition << 2)), end = <usize>load<u32>(starts + (partition << 2), 4);
    if (end - start > 1) sortByAll(records + start * RECORD, spare, end - start, sources, 0);
    for (let place = start; place < end; place++) store<u32>(out + (place << 2), load<u32>(records + place * RECORD, 8));
  }
}

/** ranks[order[i]] = i. */
export function sort_invert(order: usize, ranks: usize, count: i32): void {
  for (let rank: usize = 0; rank < <usize>count; rank++) store<u32>(ranks + (<usize>load<u32>(order + (rank << 2)) << 2), <u32>rank);
}

/** What decides next: set by `advance`. */
let nextSource: usize = 0;
let nextDepth: u32 = 0;

/** Sorts records whose words are those of `source` at `depth`, then by what follows. */
function sortByAll(from: usize, spare: usize, many: usize, atSource: usize, atDepth: u32): void {
  let records = from, count = many, source = atSource, depth = atDepth;
  while (true) {
    sortByWord(records, spare, count);
    if (isLast(source)) return;
    // Of the runs of equal words the longest is gone on with here, so that recursion is no deeper than the logarithm of the count.
    let longest: usize = 0, longestCount: usize = 1;
    const end = records + count * RECORD;
    for (let run = records; run < end; ) {
      const word = load<u64>(run);
      let after = run + RECORD;
      while (after < end && load<u64>(after) == word) after += RECORD;
      const length = (after - run) / RECORD;
      if (length > longestCount) {
        if (longestCount > 1) sortOn(longest, spare, longestCount, source, depth);
        longest = run;
        longestCount = length;
      } else if (length > 1) sortOn(run, spare, length, source, depth);
      run = after;
    }
    if (longestCount == 1 || !advance(longest, longestCount, source, depth)) return;
    records = longest;
    count = longestCount;
    source = nextSource;
    depth = nextDepth;
  }
}

function sortOn(run: usize, spare: usize, count: usize, source: usize, depth: u32): void {
  if (advance(run, count, source, depth)) sortByAll(run, spare, count, nextSource, nextDepth);
}

/** Nothing decides after `source`. */
function isLast(source: usize): bool {
  return load<u32>(source) == WORDS && load<u32>(source + SOURCE) == END;
}

/** Sets the records' words to what decides between records that were equal until `source` at `depth`; false: nothing does. */
function advance(records: usize, count: usize, atSource: usize, atDepth: u32): bool {
  let source = atSource, depth = atDepth;
  while (true) {
    if (load<u32>(source) == STRINGS && depth != LENGTH) depth = nextStringDepth(records, count, <usize>load<u32>(source, 4), depth);
    else depth = 0;
    if (!depth) source += SOURCE;
    while (load<u32>(source) == STRINGS && !isValid(<usize>load<u32>(source, 12), <usize>load<u32>(records, 8))) source += SOURCE;
    if (load<u32>(source) == END) return false;
    if (setWords(records, count, source, depth)) {
      nextSource = source;
      nextDepth = depth;
      return true;
    }
  }
}

/** For strings equal in their words up to `depth`: the next, or that of the lengths, or 0 when they are equal. */
function nextStringDepth(records: usize, count: usize, views: usize, depth: u32): u32 {
  let longest: u32 = 0, shortest: u32 = ~0;
  for (let at = records, end = records + count * RECORD; at < end; at += RECORD) {
    const length = load<u32>(views + (<usize>load<u32>(at, 8) << 4));
    longest = max(longest, length);
    shortest = min(shortest, length);
  }
  if (longest > (depth + 1) << 3) return depth + 1;
  return longest == shortest ? 0 : LENGTH;
}

/** Gives false when all words are equal. */
function setWords(records: usize, count: usize, source: usize, depth: u32): bool {
  const values = <usize>load<u32>(source, 4), kind = load<u32>(source);
  const flip = load<u32>(source, 8) ? ~(<u64>0) : 0;
  let first: u64 = 0, differences: u64 = 0;
  for (let at = records, end = records + count * RECORD; at < end; at += RECORD) {
    const row = <usize>load<u32>(at, 8);
    let word: u64;
    if (kind == WORDS) word = load<u64>(values + (row << 3));
    else word = flip ^ (depth == LENGTH ? <u64>load<u32>(values + (row << 4)) : stringWord(values + (row << 4), depth));
    store<u64>(at, word);
    if (at == records) first = word;
    differences |= word ^ first;
  }
  return differences != 0;
}

function sortByWord(records: usize, spare: usize, count: usize): void {
  if (count <= INSERTION_COUNT_MAX) {
    insert(records, count);
    return;
  }
  const end = records + count * RECORD;
  const first = load<u64>(records);
  let previous = first, differences: u64 = 0, descents: u64 = 0;
  for (let at = records; at < end; at += RECORD) {
    const word = load<u64>(at);
    differences |= word ^ first;
    descents |= u64(word < previous);
    previous = word;
  }
  if (!descents) return;
  const high = 64 - clz(differences);
  let low: u64;
  if (count > CACHE_COUNT_MAX) {
    low = max<i64>(high - HIGH_DIGIT_BITS, 0);
    scatter(records, spare, count, low, HIGH_DIGIT_BITS);
    memory.copy(records, spare, count * RECORD);
  } else {
    const wanted = 64 - clz<u64>(count) + SPARE_BITS;
    const digits = (min(wanted, high) + LOW_DIGIT_BITS - 1) / LOW_DIGIT_BITS;
    low = max<i64>(high - digits * LOW_DIGIT_BITS, 0);
    let into = spare, from = records;
    for (let shift = low; shift < high; shift += LOW_DIGIT_BITS) {
      if (!scatter(from, into, count, shift, LOW_DIGIT_BITS)) continue;
      const swap = from;
      from = into;
      into = swap;
    }
    if (from != records) memory.copy(records, from, count * RECORD);
  }
  if (!low) return;
  for (let run = records; run < end; ) {
    const prefix = load<u64>(run) >> low;
    let after = run + RECORD;
    while (after < end && load<u64>(after) >> low == prefix) after += RECORD;
    if (after - run > RECORD) sortByWord(run, spare, (after - run) / RECORD);
    run = after;
  }
}

/** Stably by one digit; false, and nothing done, when all records have the same. */
function scatter(from: usize, into: usize, count: usize, shift: u64, bits: u64): bool {
  const mask = (<u64>1 << bits) - 1;
  const end = from + count * RECORD;
  memory.fill(heads, 0, <usize>4 << <usize>bits);
  for (let at = from; at < end; at += RECORD) {
    const head = heads + (<usize>((load<u64>(at) >> shift) & mask) << 2);
    store<u32>(head, load<u32>(head) + 1);
  }
  if (<usize>load<u32>(heads + (<usize>((load<u64>(from) >> shift) & mask) << 2)) == count) return false;
  let sum: u32 = 0;
  for (let head = heads, last = heads + (<usize>4 << <usize>bits); head < last; head += 4) {
    const many = load<u32>(head);
    store<u32>(head, sum);
    sum += many;
  }
  for (let at = from; at < end; at += RECORD) {
    const head = heads + (<usize>((load<u64>(at) >> shift) & mask) << 2);
    const place = load<u32>(head);
    store<u32>(head, place + 1);
    v128.store(into + <usize>place * RECORD, v128.load(at));
  }
  return true;
}

function insert(records: usize, count: usize): void {
  const end = records + count * RECORD;
  for (let at = records + RECORD; at < end; at += RECORD) {
    const record = v128.load(at);
    const word = <u64>i64x2.extract_lane(record, 0);
    let hole = at;
    while (hole > records && load<u64>(hole - RECORD) > word) {
      v128.store(hole, v128.load(hole - RECORD));
      hole -= RECORD;
    }
    if (hole != at) v128.store(hole, record);
  }
}
