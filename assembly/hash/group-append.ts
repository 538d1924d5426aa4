// Groups found without a table: keys that ascend, and rows that are groups of their own.

import { element } from "./group-lib";
import { ensureKeys, keyOf } from "./group-table";

/**
 * Groups of one-word keys that ascend, as signed numbers: runs of equal keys. Appends the keys of a batch to a table without entries. False, and nothing has happened to the table, if they don't ascend. Rows that
 * `selection` (0: none) leaves out get group 0.
 */
export function groupAscending(keys: usize, selection: usize, out: usize, table: usize, rows: i32): bool {
  const before = load<u32>(table, 8);
  ensureKeys(table, before + <u32>rows);
  const known = <usize>load<u32>(table, 12);
  let group = before;
  let last: i64 = group ? load<i64>(known + (<usize>group << 3)) : 0;
  let ascends = true;
  if (!selection) {
    for (let row = 0; row < rows; row++) {
      const key = load<i64>(element<i64>(keys, row));
      // The comparison of keys is the loop's only dependence on what they are: no branch to mispredict.
      group += <u32>(<i32>(key != last) | <i32>(group == 0));
      ascends = ascends & (group == 1 || key >= last);
      store<i64>(known + (<usize>group << 3), key);
      store<u32>(element<u32>(out, row), group);
      last = key;
    }
  } else {
    memory.fill(out, 0, <usize>rows << 2);
    for (let from = 0; from < rows && ascends; from += 64) {
      let bits = load<u64>(selection + <usize>(from >> 3));
      if (rows - from < 64) bits &= (<u64>1 << <u64>(rows - from)) - 1;
      for (; bits; bits &= bits - 1) {
        const row = from + <i32>ctz(bits);
        const key = load<i64>(element<i64>(keys, row));
        group += <u32>(<i32>(key != last) | <i32>(group == 0));
        ascends = ascends & (group == 1 || key >= last);
        store<i64>(known + (<usize>group << 3), key);
        store<u32>(element<u32>(out, row), group);
        last = key;
      }
    }
  }
  if (ascends) store<u32>(table, group, 8);
  return ascends;
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
