// Accumulators of spread: count, mean and sum of squared differences from it (Welford; merged as by Chan et al.), 24 bytes a group
// as f64s. Stable however far the values are from 0.

import { element, getBit } from "./group-lib";

// @ts-ignore: decorator
@inline function addValue(at: usize, value: f64): void {
  const count = load<f64>(at) + 1;
  const mean = load<f64>(at, 8);
  const difference = value - mean;
  const newMean = mean + difference / count;
  store<f64>(at, count);
  store<f64>(at, newMean, 8);
  store<f64>(at, load<f64>(at, 16) + difference * (value - newMean), 16);
}

// @ts-ignore: decorator
@inline function moments<T>(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    addValue(elementOf(groups, out, copyStride, row), <f64>load<T>(element<T>(values, row)));
  }
}

// @ts-ignore: decorator
@inline function elementOf(groups: usize, out: usize, copyStride: u32, row: i32): usize {
  return out + <usize>(row & 3) * copyStride + <usize>load<u32>(element<u32>(groups, row)) * 24;
}
export function agg_moments_i8(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<i8>(values, groups, out, copyStride, rows); }
export function agg_moments_i16(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<i16>(values, groups, out, copyStride, rows); }
export function agg_moments_i32(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<i32>(values, groups, out, copyStride, rows); }
export function agg_moments_i64(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<i64>(values, groups, out, copyStride, rows); }
export function agg_moments_u8(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<u8>(values, groups, out, copyStride, rows); }
export function agg_moments_u16(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<u16>(values, groups, out, copyStride, rows); }
export function agg_moments_u32(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<u32>(values, groups, out, copyStride, rows); }
export function agg_moments_u64(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<u64>(values, groups, out, copyStride, rows); }
export function agg_moments_f32(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<f32>(values, groups, out, copyStride, rows); }
export function agg_moments_f64(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { moments<f64>(values, groups, out, copyStride, rows); }
export function agg_moments_bool(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void {
  for (let row = 0; row < rows; row++) addValue(elementOf(groups, out, copyStride, row), <f64>getBit(values, row));
}

function merge(part: usize, at: usize): void {
  const added = load<f64>(part);
  if (added == 0) return;
  const had = load<f64>(at), count = had + added;
  const difference = load<f64>(part, 8) - load<f64>(at, 8);
  store<f64>(at, count);
  store<f64>(at, load<f64>(at, 8) + (difference * added) / count, 8);
  store<f64>(at, load<f64>(at, 16) + load<f64>(part, 16) + ((difference * difference * had) / count) * added, 16);
}

export function agg_merge_moments(parts: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) merge(parts + <usize>row * 24, out + <usize>load<u32>(element<u32>(groups, row)) * 24);
}

/** Merges private copies (group-sums.ts). */
export function agg_fold_moments(out: usize, copyStride: u32, elements: i32): void {
  for (let index = 0; index < elements; index++) {
    const at = out + <usize>index * 24;
    for (let copy = 1; copy < 4; copy++) merge(at + <usize>copy * copyStride, at);
  }
}

/** Variances, or their roots: sums of squares over count - ddof. The result is null where count <= ddof. */
export function agg_finish_moments(moments: usize, out: usize, validity: usize, ddof: f64, root: i32, rows: i32): void {
  memory.fill(validity, 0, <usize>((rows + 7) >> 3));
  for (let row = 0; row < rows; row++) {
    const at = moments + <usize>row * 24;
    const degrees = load<f64>(at) - ddof;
    const some = load<f64>(at) > 0 && degrees > 0;
    const variance = some ? load<f64>(at, 16) / degrees : 0;
    store<f64>(element<f64>(out, row), root ? sqrt<f64>(variance) : variance);
    const byte = validity + <usize>(row >> 3);
    store<u8>(byte, <u8>(<u32>load<u8>(byte) | (<u32>some << (<u32>row & 7))));
  }
}
