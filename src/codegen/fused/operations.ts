// Kernels that have a fused form: what a vector of their result is, as code over vectors of their operands.

import { arithmetic, type Comparisons, comparisons, type LaneType, op, v } from "./opcodes.js";
import type { ValueId } from "./shape.js";
import type { Strips } from "./strips.js";

/** Bits of a lane. */
export type Width = 8 | 16 | 32 | 64;

/** A column's values, one value for all rows, or a bitmap. */
export type OperandForm = { readonly kind: "vector" | "scalar"; readonly width: Width } | { readonly kind: "bits" };

export interface Operation {
  readonly operands: readonly OperandForm[];
  /** Width of the result's lanes. Of a mask: that it has by itself, "any" for the narrowest of its operands'. */
  readonly width: Width | "any";
  /** The result is lanes of all ones or zeros, a bitmap when stored. */
  readonly isMask: boolean;
  /** The order of NaN needs care when this operand, a scalar, is one. */
  readonly notNan?: number;
  /** Leaves vector `strip` of the result on the stack; of a mask of any width, in lanes of `width`. */
  emit(strips: Strips, operands: readonly ValueId[], strip: number, width: Width): void;
}

const widthOf = (type: LaneType): Width => Number(type.slice(1)) as Width;
const vector = (width: Width): OperandForm => ({ kind: "vector", width });
const bits: OperandForm = { kind: "bits" };
const types = Object.keys(comparisons) as readonly LaneType[];

let table: ReadonlyMap<string, Operation> | undefined;

/** By the kernel's name. Made when first asked for: a page may never have as many rows as fusing needs. */
export function operations(): ReadonlyMap<string, Operation> {
  table ??= new Map([...lanewise(), ...compared(), ...nanTests(), ...casts(), ...selects(), ...logic()]);
  return table;
}

type Entry = readonly [kernel: string, operation: Operation];

function* lanewise(): Iterable<Entry> {
  for (const [family, byType] of Object.entries(arithmetic)) {
    const isUnary = ["abs", "neg", "sqrt", "floor", "ceil"].includes(family);
    for (const [type, opcode] of Object.entries(byType)) {
      const width = widthOf(type as LaneType);
      const emit: Operation["emit"] = (strips, operands, strip) => {
        for (const operand of operands) strips.value(operand, strip);
        strips.code.vector(opcode);
      };
      const forms = isUnary ? [""] : ["vv", "vs", "sv"];
      for (const form of forms) {
        const operands = isUnary ? [vector(width)] : operandsOf(form, width);
        yield [isUnary ? `${family}_${type}` : `${family}_${type}_${form}`, { operands, width, isMask: false, emit }];
      }
    }
  }
}

function operandsOf(form: string, width: Width): OperandForm[] {
  return [...form].map((letter) => ({ kind: letter === "s" ? "scalar" : "vector", width }));
}

function* compared(): Iterable<Entry> {
  for (const type of types) {
    const width = widthOf(type);
    const isFloat = type === "f32" || type === "f64";
    for (const family of Object.keys(comparisons.i8) as (keyof Comparisons)[]) {
      for (const form of ["vv", "vs"]) {
        const emit: Operation["emit"] = (strips, [left, right], strip) => {
          const [x, y] = [left as ValueId, right as ValueId];
          if (isFloat) (form === "vs" ? compareToNumber : compareFloats)(strips, comparisons[type], family, x, y, strip);
          else compareIntegers(strips, type, family, x, y, strip);
        };
        const operation = { operands: operandsOf(form, width), width, isMask: true, emit };
        yield [`${family}_${type}_${form}`, isFloat && form === "vs" ? { ...operation, notNan: 1 } : operation];
      }
    }
  }
}

function compareIntegers(strips: Strips, type: LaneType, family: keyof Comparisons, x: ValueId, y: ValueId, strip: number): void {
  for (const operand of [x, y]) {
    strips.value(operand, strip);
    if (type === "u64") strips.code.vectorConst([0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0, 128]).vector(v.xor);
  }
  strips.code.vector(comparisons[type][family]);
}

/** NaN is above every number, so it is greater than one exactly when it is not less or equal. */
function compareToNumber(strips: Strips, opcodes: Comparisons, family: keyof Comparisons, x: ValueId, y: ValueId, strip: number): void {
  strips.value(x, strip);
  strips.value(y, strip);
  if (family === "gt") strips.code.vector(opcodes.lt_eq).vector(v.not);
  else if (family === "gt_eq") strips.code.vector(opcodes.lt).vector(v.not);
  else strips.code.vector(opcodes[family]);
}

/** NaN equals itself and is above all else. */
function compareFloats(
  strips: Strips,
  opcodes: Comparisons,
  family: keyof Comparisons,
  left: ValueId,
  right: ValueId,
  strip: number,
): void {
  const swapped = family === "gt" || family === "lt_eq";
  const x = strips.local(swapped ? right : left, strip);
  const y = strips.local(swapped ? left : right, strip);
  const { code } = strips;
  if (family === "eq" || family === "neq") {
    code.get(x).get(y).vector(opcodes.eq);
    code.get(x).get(x).vector(opcodes.neq).get(y).get(y).vector(opcodes.neq).vector(v.and).vector(v.or);
    if (family === "neq") code.vector(v.not);
    return;
  }
  code.get(x).get(y).vector(opcodes.lt);
  code.get(y).get(y).vector(opcodes.neq).get(x).get(x).vector(opcodes.eq).vector(v.and).vector(v.or);
  if (family === "gt_eq" || family === "lt_eq") code.vector(v.not);
}

function* nanTests(): Iterable<Entry> {
  for (const type of ["f32", "f64"] as const) {
    for (const [kernel, opcode] of [
      ["is_nan", comparisons[type].neq],
      ["is_not_nan", comparisons[type].eq],
    ] as const) {
      const width = widthOf(type);
      const emit: Operation["emit"] = (strips, [self], strip) => {
        const x = strips.local(self as ValueId, strip);
        strips.code.get(x).get(x).vector(opcode);
      };
      yield [`${kernel}_${type}`, { operands: [vector(width)], width, isMask: true, emit }];
    }
  }
}

/** Only those that can't fail. */
function* casts(): Iterable<Entry> {
  const entry = (from: LaneType, to: LaneType, emit: Operation["emit"]): Entry => [
    `cast_${from}_${to}`,
    { operands: [vector(widthOf(from))], width: widthOf(to), isMask: false, emit },
  ];
  for (const [from, to, opcode] of [
    ["i32", "f64", v.convertLowF64I32S],
    ["u32", "f64", v.convertLowF64I32U],
    ["f32", "f64", v.promoteLowF32],
  ] as const) {
    yield entry(from, to, (strips, [self], strip) => {
      strips.half(self as ValueId, strip);
      strips.code.vector(opcode);
    });
  }
  for (const [from, to, low, high] of [
    ["i8", "i16", v.extendLowI8S, v.extendLowI8S],
    ["u8", "i16", v.extendLowI8U, v.extendLowI8U],
    ["u8", "u16", v.extendLowI8U, v.extendLowI8U],
    ["i16", "i32", v.extendLowI16S, v.extendHighI16S],
    ["u16", "i32", v.extendLowI16U, v.extendHighI16U],
    ["u16", "u32", v.extendLowI16U, v.extendHighI16U],
    ["i32", "i64", v.extendLowI32S, v.extendHighI32S],
    ["u32", "i64", v.extendLowI32U, v.extendHighI32U],
    ["u32", "u64", v.extendLowI32U, v.extendHighI32U],
  ] as const) {
    yield entry(from, to, (strips, [self], strip) => {
      strips.value(self as ValueId, strip >> 1);
      strips.code.vector(strip & 1 ? high : low);
    });
  }
  for (const [from, opcode] of [
    ["i32", v.convertF32I32S],
    ["u32", v.convertF32I32U],
  ] as const) {
    yield entry(from, "f32", (strips, [self], strip) => {
      strips.value(self as ValueId, strip);
      strips.code.vector(opcode);
    });
  }
  yield entry("i64", "f64", (strips, [self], strip) => {
    const x = strips.local(self as ValueId, strip);
    strips.code.get(x).vector(v.extractI64, 0).code(op.f64ConvertI64S).vector(v.splatF64);
    strips.code.get(x).vector(v.extractI64, 1).code(op.f64ConvertI64S).vector(v.replaceF64, 1);
  });
}

function* selects(): Iterable<Entry> {
  for (const type of [...types, "codes"] as const) {
    const width = type === "codes" ? 32 : widthOf(type);
    const emit: Operation["emit"] = (strips, [mask, then, otherwise], strip) => {
      strips.value(then as ValueId, strip);
      strips.value(otherwise as ValueId, strip);
      strips.mask(mask as ValueId, width, strip);
      strips.code.vector(v.bitselect);
    };
    for (const form of ["vv", "vs", "sv", "ss"]) {
      yield [`select_${type}_${form}`, { operands: [bits, ...operandsOf(form, width)], width, isMask: false, emit }];
    }
  }
}

function* logic(): Iterable<Entry> {
  for (const [kernel, opcode] of [
    ["bitmap_and", v.and],
    ["bitmap_or", v.or],
    ["xor_bool_vv", v.xor],
    ["not_bool", v.not],
  ] as const) {
    const emit: Operation["emit"] = (strips, operands, strip, width) => {
      for (const operand of operands) strips.mask(operand, width, strip);
      strips.code.vector(opcode);
    };
    yield [kernel, { operands: kernel === "not_bool" ? [bits] : [bits, bits], width: "any", isMask: true, emit }];
  }
}
