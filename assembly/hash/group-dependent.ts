// Whether a column has one value in each group: then a key that makes the groups makes it superfluous as another key.
// `numbers` holds the group of each row, `firsts` the first row of each group, both from 0. Floats are compared by their bits.

import { equalViews } from "./hash";
import { element, getBit } from "./group-lib";

// @ts-ignore: decorator
@inline function depends<T>(values: usize, validity: usize, numbers: usize, firsts: usize, rows: i32): bool {
  for (let row = 0; row < rows; row++) {
    const first = <i32>load<u32>(element<u32>(firsts, <i32>load<u32>(element<u32>(numbers, row))));
    if (first == row) continue;
    if (validity) {
      const valid = getBit(validity, row);
      if (valid != getBit(validity, first)) return false;
      if (!valid) continue;
    }
    if (sizeof<T>() == 16) {
      if (!equalViews(values + (<usize>row << 4), values + (<usize>first << 4))) return false;
    } else if (load<T>(element<T>(values, row)) != load<T>(element<T>(values, first))) return false;
  }
  return true;
}

export function group_depends_8(values: usize, validity: usize, numbers: usize, firsts: usize, rows: i32): bool { return depends<u8>(values, validity, numbers, firsts, rows); }
export function group_depends_16(values: usize, validity: usize, numbers: usize, firsts: usize, rows: i32): bool { return depends<u16>(values, validity, numbers, firsts, rows); }
export function group_depends_32(values: usize, validity: usize, numbers: usize, firsts: usize, rows: i32): bool { return depends<u32>(values, validity, numbers, firsts, rows); }
export function group_depends_64(values: usize, validity: usize, numbers: usize, firsts: usize, rows: i32): bool { return depends<u64>(values, validity, numbers, firsts, rows); }
export function group_depends_128(values: usize, validity: usize, numbers: usize, firsts: usize, rows: i32): bool { return depends<v128>(values, validity, numbers, firsts, rows); }
