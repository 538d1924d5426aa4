// Taking values by index (u32). 0xffffffff stands for a missing row: it reads the first value, and `gather_validity` makes it null.

import { getBit } from "../lib/simd";

const MISSING: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline function indexAt(indices: usize, row: usize): usize {
  const index = load<u32>(indices + (row << 2));
  return <usize>select<u32>(0, index, index == MISSING);
}

// @ts-ignore: decorator
@inline function gather<T>(values: usize, indices: usize, out: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const from = values + indexAt(indices, row) * sizeof<T>(), to = out + row * sizeof<T>();
    if (sizeof<T>() == 16) v128.store(to, v128.load(from));
    else store<T>(to, load<T>(from));
  }
}

export function gather_8(values: usize, indices: usize, out: usize, rows: i32): void { gather<u8>(values, indices, out, rows); }
export function gather_16(values: usize, indices: usize, out: usize, rows: i32): void { gather<u16>(values, indices, out, rows); }
export function gather_32(values: usize, indices: usize, out: usize, rows: i32): void { gather<u32>(values, indices, out, rows); }
export function gather_64(values: usize, indices: usize, out: usize, rows: i32): void { gather<u64>(values, indices, out, rows); }
export function gather_128(values: usize, indices: usize, out: usize, rows: i32): void { gather<v128>(values, indices, out, rows); }

export function gather_1(values: usize, indices: usize, out: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; out += 8) {
    let bits: u64 = 0;
    const stop = min(<usize>rows, row + 64);
    for (let bit: u64 = 0; row < stop; row++, bit++) bits |= <u64>getBit(values, indexAt(indices, row)) << bit;
    store<u64>(out, bits);
  }
}

/** Validity of gathered rows, missing ones null; gives the number of nulls. `validity` may be 0. Bits past `rows` come out as 0. */
export function gather_validity(validity: usize, indices: usize, out: usize, rows: i32): i32 {
  let valid = 0;
  for (let row: usize = 0; row < <usize>rows; out += 8) {
    let bits: u64 = 0;
    const stop = min(<usize>rows, row + 64);
    for (let bit: u64 = 0; row < stop; row++, bit++) {
      const index = load<u32>(indices + (row << 2));
      const one = index == MISSING ? 0 : validity ? getBit(validity, index) : 1;
      bits |= <u64>one << bit;
    }
    store<u64>(out, bits);
    valid += <i32>popcnt(bits);
  }
  return rows - valid;
}
