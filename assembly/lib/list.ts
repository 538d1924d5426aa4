// Reading and making lists (layout: src/column/column.ts). Not exported from the module.

import { getBit } from "./simd";

// @ts-ignore: decorator
@inline export function countOf(list: usize): u32 { return load<u32>(list); }
/** Index of the first element. */
// @ts-ignore: decorator
@inline export function firstOf(list: usize): usize { return <usize>load<u32>(list, 4); }
// @ts-ignore: decorator
@inline export function valuesOf(list: usize): usize { return <usize>load<u32>(list, 8); }
// @ts-ignore: decorator
@inline export function validityOf(list: usize): usize { return <usize>load<u32>(list, 12); }

// @ts-ignore: decorator
@inline export function storeList(out: usize, count: u32, first: usize, values: usize, validity: usize): void {
  store<u64>(out, <u64>count | (<u64>first << 32));
  store<u64>(out, <u64>values | (<u64>validity << 32), 8);
}

/** Elements of a row: none where it is null. `validity` may be 0. */
// @ts-ignore: decorator
@inline export function countAt(lists: usize, validity: usize, row: usize): u32 {
  return validity && !getBit(validity, row) ? 0 : countOf(lists + (row << 4));
}

/** Whether element `index` of the vector is not null. */
// @ts-ignore: decorator
@inline export function isValidElement(list: usize, index: usize): bool {
  const validity = validityOf(list);
  return !validity || getBit(validity, index) != 0;
}
