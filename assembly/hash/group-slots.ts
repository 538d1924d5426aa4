// Direct-address grouping. Keys of few possible values make a slot number in a mixed radix; a map gives each slot its group,
// numbered from 1 by first appearance. Slot 0 and group 0 take what does not count: unselected rows.
//
// The first key's digits start at 1, so that no real slot is 0.

import { element, getBit, maskOf4 } from "./group-lib";

/**
 * slot = slot * radix + digit, with digit = base + min(value - least, radix - 1 - base), or `nullDigit` for nulls. `first`: there is
 * no slot yet. The clamp keeps values outside of promised bounds (damaged statistics) inside the map.
 */
// @ts-ignore: decorator
@inline function slots<T>(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void {
  const last = <u64>(radix - 1 - base);
  for (let row = 0; row < rows; row++) {
    let digit = base + <u32>min<u64>(<u64>load<T>(element<T>(values, row)) - <u64>least, last);
    if (validity) digit = select<u32>(digit, nullDigit, getBit(validity, row));
    const at = element<u32>(out, row);
    store<u32>(at, first ? digit : load<u32>(at) * radix + digit);
  }
}

/** Digits of rows `row` to `row + 3`, of types of 32 bits, where differences wrap as unsigned numbers. */
// @ts-ignore: decorator
@inline function digits32(values: usize, validity: usize, leasts: v128, last: v128, bases: v128, nulls: v128, row: i32): v128 {
  const digits = i32x4.add(i32x4.min_u(i32x4.sub(v128.load(element<u32>(values, row)), leasts), last), bases);
  return validity ? v128.bitselect(digits, nulls, maskOf4(validity, row)) : digits;
}

/** The same for types of 32 bits. */
function slots32(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void {
  const leasts = i32x4.splat(<i32>least), bases = i32x4.splat(<i32>base);
  const last = i32x4.splat(<i32>(radix - 1 - base)), radixes = i32x4.splat(<i32>radix), nulls = i32x4.splat(<i32>nullDigit);
  // Whole vectors: the buffers are padded.
  for (let row = 0; row < rows; row += 4) {
    const digits = digits32(values, validity, leasts, last, bases, nulls, row);
    const at = element<u32>(out, row);
    v128.store(at, first ? digits : i32x4.add(i32x4.mul(v128.load(at), radixes), digits));
  }
}

export function group_slots_i8(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots<i8>(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_i16(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots<i16>(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_i64(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots<i64>(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_u8(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots<u8>(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_u16(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots<u16>(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_u64(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots<u64>(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_i32(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots32(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_u32(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots32(values, validity, out, least, base, nullDigit, radix, first, rows); }
export function group_slots_codes(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void { slots32(values, validity, out, least, base, nullDigit, radix, first, rows); }

export function group_slots_bool(values: usize, validity: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, first: i32, rows: i32): void {
  const ones = i32x4.splat(1), bases = i32x4.splat(<i32>base), radixes = i32x4.splat(<i32>radix), nulls = i32x4.splat(<i32>nullDigit);
  for (let row = 0; row < rows; row += 4) {
    let digits = i32x4.add(v128.and(maskOf4(values, row), ones), bases);
    if (validity) digits = v128.bitselect(digits, nulls, maskOf4(validity, row));
    const at = element<u32>(out, row);
    v128.store(at, first ? digits : i32x4.add(i32x4.mul(v128.load(at), radixes), digits));
  }
}

/**
 * The group of each slot. `map` has a group for each slot, -1 for those not seen, 0 for slot 0. A new group's slot goes to `order`, by group.
 * Gives the number of groups, of which there were `groups` before.
 */
export function group_direct(slots: usize, out: usize, map: usize, order: usize, groups: u32, rows: i32): u32 {
  for (let row = 0; row < rows; row++) {
    groups = assign(load<i32>(element<u32>(slots, row)), element<u32>(out, row), map, order, groups);
  }
  return groups;
}

/** Writes the slot's group to `out`, a new one if need be; gives the number of groups. */
// @ts-ignore: decorator
@inline function assign(slot: i32, out: usize, map: usize, order: usize, groups: u32): u32 {
  const at = element<u32>(map, slot);
  let group = load<i32>(at);
  if (group < 0) {
    group = ++groups;
    store<i32>(at, group);
    store<i32>(element<u32>(order, group), slot);
  }
  store<i32>(out, group);
  return groups;
}

/**
 * `group_slots` of the last key, of 32 bits, `group_mask` by `selection` and `group_direct` in one pass. `before`: slots made of the keys
 * before, 0 if there are none.
 */
export function group_direct_32(before: usize, values: usize, validity: usize, selection: usize, out: usize, least: i64, base: u32, nullDigit: u32, radix: u32, map: usize, order: usize, groups: u32, rows: i32): u32 {
  const leasts = i32x4.splat(<i32>least), bases = i32x4.splat(<i32>base);
  const last = i32x4.splat(<i32>(radix - 1 - base)), radixes = i32x4.splat(<i32>radix), nulls = i32x4.splat(<i32>nullDigit);
  for (let row = 0; row < rows; row += 4) {
    let slots = digits32(values, validity, leasts, last, bases, nulls, row);
    if (before) slots = i32x4.add(i32x4.mul(v128.load(element<u32>(before, row)), radixes), slots);
    if (selection) slots = v128.and(slots, maskOf4(selection, row));
    const at = element<u32>(out, row), rest = rows - row;
    groups = assign(i32x4.extract_lane(slots, 0), at, map, order, groups);
    if (rest > 1) groups = assign(i32x4.extract_lane(slots, 1), at + 4, map, order, groups);
    if (rest > 2) groups = assign(i32x4.extract_lane(slots, 2), at + 8, map, order, groups);
    if (rest > 3) groups = assign(i32x4.extract_lane(slots, 3), at + 12, map, order, groups);
  }
  return groups;
}

/** out = bit of the row is set ? a : 0, over u32s. */
export function group_mask(a: usize, bitmap: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row += 4) {
    v128.store(element<u32>(out, row), v128.and(v128.load(element<u32>(a, row)), maskOf4(bitmap, row)));
  }
}

/** As `group_mask`, for the rows whose bit is not set. */
export function group_mask_not(a: usize, bitmap: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row += 4) {
    v128.store(element<u32>(out, row), v128.andnot(v128.load(element<u32>(a, row)), maskOf4(bitmap, row)));
  }
}

/** out = value, over u32s. */
export function group_fill(out: usize, value: u32, rows: i32): void {
  const values = i32x4.splat(<i32>value);
  for (let row = 0; row < rows; row += 4) v128.store(element<u32>(out, row), values);
}

/** Digit of the key with weight `weight` (the product of the radixes after it) of each slot, back as the key's value. */
// @ts-ignore: decorator
@inline function slotValues<T>(slots: usize, out: usize, least: i64, base: u32, weight: u32, radix: u32, first: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const rest = load<u32>(element<u32>(slots, row)) / weight;
    const digit = first ? rest : rest % radix;
    store<T>(element<T>(out, row), <T>(<i64>digit - <i64>base + least));
  }
}
export function group_slot_values_8(slots: usize, out: usize, least: i64, base: u32, weight: u32, radix: u32, first: i32, rows: i32): void { slotValues<i8>(slots, out, least, base, weight, radix, first, rows); }
export function group_slot_values_16(slots: usize, out: usize, least: i64, base: u32, weight: u32, radix: u32, first: i32, rows: i32): void { slotValues<i16>(slots, out, least, base, weight, radix, first, rows); }
export function group_slot_values_32(slots: usize, out: usize, least: i64, base: u32, weight: u32, radix: u32, first: i32, rows: i32): void { slotValues<i32>(slots, out, least, base, weight, radix, first, rows); }
export function group_slot_values_64(slots: usize, out: usize, least: i64, base: u32, weight: u32, radix: u32, first: i32, rows: i32): void { slotValues<i64>(slots, out, least, base, weight, radix, first, rows); }
