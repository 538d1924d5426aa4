// The instructions of WebAssembly that fused code is made of. Numbers of vector instructions follow the prefix 0xfd.

import type { PhysicalType } from "../../types/index.js";

export const op = {
  loop: 0x03,
  if: 0x04,
  end: 0x0b,
  brIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Store8: 0x3a,
  i32Const: 0x41,
  i32GtS: 0x4a,
  i32Add: 0x6a,
  f64ConvertI64S: 0xb9,
  vector: 0xfd,
} as const;

export const v = {
  load: 0,
  load8Splat: 7,
  load16Splat: 8,
  load32Splat: 9,
  load64Splat: 10,
  store: 11,
  const: 12,
  shuffle: 13,
  splatI32: 17,
  splatF64: 20,
  extractI64: 29,
  replaceF64: 34,
  eqI8: 35,
  eqI16: 45,
  eqI32: 55,
  not: 77,
  and: 78,
  or: 80,
  xor: 81,
  bitselect: 82,
  promoteLowF32: 95,
  narrowI16: 101,
  bitmaskI16: 132,
  narrowI32: 133,
  extendLowI8S: 135,
  extendLowI8U: 137,
  extendLowI16S: 167,
  extendHighI16S: 168,
  extendLowI16U: 169,
  extendHighI16U: 170,
  extendLowI32S: 199,
  extendHighI32S: 200,
  extendLowI32U: 201,
  extendHighI32U: 202,
  eqI64: 214,
  convertF32I32S: 250,
  convertF32I32U: 251,
  convertLowF64I32S: 254,
  convertLowF64I32U: 255,
} as const;

/** Types whose values lie side by side in vectors. */
export type LaneType = Exclude<PhysicalType, "bool" | "view" | "codes" | "list">;

type ByType = Readonly<Partial<Record<LaneType, number>>>;

const both = (width: 8 | 16 | 32 | 64, opcode: number): ByType => ({ [`i${width}`]: opcode, [`u${width}`]: opcode });

/** Arithmetic that kernels do lane by lane. */
export const arithmetic: Readonly<Record<"add" | "sub" | "mul" | "div" | "abs" | "neg" | "sqrt" | "floor" | "ceil", ByType>> = {
  add: { ...both(8, 110), ...both(16, 142), ...both(32, 174), ...both(64, 206), f32: 228, f64: 240 },
  sub: { ...both(8, 113), ...both(16, 145), ...both(32, 177), ...both(64, 209), f32: 229, f64: 241 },
  mul: { ...both(16, 149), ...both(32, 181), ...both(64, 213), f32: 230, f64: 242 },
  div: { f32: 231, f64: 243 },
  abs: { i8: 96, i16: 128, i32: 160, i64: 192, f32: 224, f64: 236 },
  neg: { i8: 97, i16: 129, i32: 161, i64: 193, f32: 225, f64: 237 },
  sqrt: { f32: 227, f64: 239 },
  floor: { f32: 104, f64: 117 },
  ceil: { f32: 103, f64: 116 },
};

export interface Comparisons {
  readonly eq: number;
  readonly neq: number;
  readonly lt: number;
  readonly gt: number;
  readonly lt_eq: number;
  readonly gt_eq: number;
}

/** eq, ne, lt_s, lt_u, gt_s, gt_u, le_s, le_u, ge_s, ge_u, in this order. */
const ofIntegers = (first: number, unsigned: 0 | 1): Comparisons => ({
  eq: first,
  neq: first + 1,
  lt: first + 2 + unsigned,
  gt: first + 4 + unsigned,
  lt_eq: first + 6 + unsigned,
  gt_eq: first + 8 + unsigned,
});

/** The signs of unsigned 64-bit lanes must be flipped before: only signed ones can be compared. */
const inSequence = (first: number): Comparisons => ({
  eq: first,
  neq: first + 1,
  lt: first + 2,
  gt: first + 3,
  lt_eq: first + 4,
  gt_eq: first + 5,
});

/** As IEEE has them: false where an operand is NaN, but for "neq". */
export const comparisons: Readonly<Record<LaneType, Comparisons>> = {
  i8: ofIntegers(35, 0),
  u8: ofIntegers(35, 1),
  i16: ofIntegers(45, 0),
  u16: ofIntegers(45, 1),
  i32: ofIntegers(55, 0),
  u32: ofIntegers(55, 1),
  i64: inSequence(214),
  u64: inSequence(214),
  f32: inSequence(65),
  f64: inSequence(71),
};
