// Groups found without a table: keys that ascend, and rows that are groups of their own.

import { element } from "./group-lib";
import { ensureKeys, keyOf } from "./group-table";

/**
 * Groups of one-word keys that ascend, as signed numbers: runs of equal keys. Appends the keys of a batch to a table without entries.
 * False, and nothing has happened to the table, if they don't ascend. Rows that `selection` (0: none) leaves out get group 0.
 */
export function groupAscending(keys: usize, selection: usize, out: usize, table: usize, rows: i32): bool {
  if (!rows) return true;
  const before = load<u32>(table, 8);
  const last: i64 = before ? load<i64>(keyOf(table, before)) : 0;
  if (selection) return groupSelected(keys, selection, out, table, before, last, rows);
  const first = load<i64>(keys);
  if ((before && first < last) || !ascends(keys, rows)) return false;
  const isNew = <u32>(!before || first != last);
  if (rows > 1 || isNew) ensureKeys(table, before + <u32>rows);
  const known = <usize>load<u32>(table, 12);
  let group = before + isNew;
  store<i64>(known + (<usize>group << 3), first);
  store<u32>(out, group);
  for (let row = 1; row < rows; row++) {
    const key = load<i64>(element<i64>(keys, row));
    group += <u32>(key != load<i64>(element<i64>(keys, row - 1)));
    store<i64>(known + (<usize>group << 3), key);
    store<u32>(element<u32>(out, row), group);
  }
  store<u32>(table, group, 8);
  return true;
}

function groupSelected(keys: usize, selection: usize, out: usize, table: usize, before: u32, last: i64, rows: i32): bool {
  ensureKeys(table, before + <u32>rows);
  const known = <usize>load<u32>(table, 12);
  let group = before;
  memory.fill(out, 0, <usize>rows << 2);
  for (let from = 0; from < rows; from += 64) {
    let bits = load<u64>(selection + <usize>(from >> 3));
    if (rows - from < 64) bits &= (<u64>1 << <u64>(rows - from)) - 1;
    for (; bits; bits &= bits - 1) {
      const row = from + <i32>ctz(bits);
      const key = load<i64>(element<i64>(keys, row));
      if (group && key < last) return false;
      group += <u32>(<i32>(key != last) | <i32>(group == 0));
      store<i64>(known + (<usize>group << 3), key);
      store<u32>(element<u32>(out, row), group);
      last = key;
    }
  }
  store<u32>(table, group, 8);
  return true;
}

/** No key is less than the one before it. */
function ascends(keys: usize, rows: i32): bool {
  let falls = i64x2.splat(0);
  let row = 1;
  for (; row + 2 <= rows; row += 2) {
    const at = element<i64>(keys, row);
    falls = v128.or(falls, i64x2.lt_s(v128.load(at), v128.load(at - 8)));
  }
  return !v128.any_true(falls) && (row == rows || load<i64>(element<i64>(keys, row)) >= load<i64>(element<i64>(keys, row - 1)));
}

/** Makes each row a group, equal keys or not. Rows that `selection` (0: none) leaves out get group 0. */
export function group_append(keys: usize, selection: usize, out: usize, table: usize, rows: i32): void {
  const words = <usize>load<u32>(table, 20);
  let group = load<u32>(table, 8);
  ensureKeys(table, group + <u32>rows);
  if (!selection) {
    memory.copy(keyOf(table, group + 1), keys, <usize>rows * (words << 3));
    for (let row = 0; row < rows; row++) store<u32>(element<u32>(out, row), ++group);
  } else {
    memory.fill(out, 0, <usize>rows << 2);
    for (let from = 0; from < rows; from += 64) {
      let bits = load<u64>(selection + <usize>(from >> 3));
      if (rows - from < 64) bits &= (<u64>1 << <u64>(rows - from)) - 1;
      for (; bits; bits &= bits - 1) {
        const row = from + <i32>ctz(bits);
        store<u32>(element<u32>(out, row), ++group);
        const key = keys + <usize>row * (words << 3), own = keyOf(table, group);
        for (let word: usize = 0; word < words; word++) store<u64>(own + (word << 3), load<u64>(key + (word << 3)));
      }
    }
  }
  store<u32>(table, group, 8);
}
