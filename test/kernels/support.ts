// Kernel tests: an instance, columns of test data in its memory, and how to read results out.

import fc from "fast-check";
import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../src/kernels/index.js";
import type { PhysicalType } from "../../src/types/index.js";

export const instance = instantiate(compileKernels(false), createMemory(false));
const { heap } = instance;

export type Cell = number | bigint | boolean | string;
export type Numeric = "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "f32" | "f64";
export const integers = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"] as const;
export const floats = ["f32", "f64"] as const;
export const numerics: readonly Numeric[] = [...integers, ...floats];

export const arrays = {
  i8: Int8Array,
  i16: Int16Array,
  i32: Int32Array,
  i64: BigInt64Array,
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  u64: BigUint64Array,
  f32: Float32Array,
  f64: Float64Array,
  codes: Uint32Array,
} as const;

export const isBig = (type: PhysicalType): boolean => type === "i64" || type === "u64";
export const isFloat = (type: PhysicalType): boolean => type === "f32" || type === "f64";
export const bitsOf = (type: Numeric): number => Number(type.slice(1));

/** Wraps an integer to the width and sign of `type`. */
export function wrap(type: Numeric, value: bigint): number | bigint {
  const wrapped = type[0] === "i" ? BigInt.asIntN(bitsOf(type), value) : BigInt.asUintN(bitsOf(type), value);
  return isBig(type) ? wrapped : Number(wrapped);
}

export const LENGTHS = [0, 1, 7, 8, 9, 63, 64, 65, 130, 1025];

const integerRange = (type: Numeric): [bigint, bigint] => {
  const bits = BigInt(bitsOf(type));
  return type[0] === "i" ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
};

/** Values of a type, its extremes and small ones often. */
export function cellOf(type: PhysicalType): fc.Arbitrary<Cell> {
  if (type === "bool") return fc.boolean();
  if (type === "view") return text;
  if (type === "codes") return fc.nat(5);
  if (isFloat(type)) {
    const any = type === "f32" ? fc.float() : fc.double();
    return fc.oneof(any, fc.constantFrom(0, -0, 1, -1, 0.5, 2.5, Number.NaN, Infinity, -Infinity), fc.integer({ min: -50, max: 50 }));
  }
  const [min, max] = integerRange(type as Numeric);
  const small = fc.bigInt({ min: min < -9n ? -9n : min, max: 9n });
  return fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max), small, small).map((value) => (isBig(type) ? value : Number(value)));
}

export const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "ab",
    "abc",
    "abcdabcdabcd",
    "abcdabcdabcda",
    "abcdabcdabcdb",
    "a\0",
    "é",
    "Straße",
    "ΣΑΣ",
    "😀x",
    "ß",
    "  x \t",
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({ unit: fc.constantFrom("a", "b", "é", "😀"), maxLength: 40 }),
);

/** Arrays whose lengths meet the edges of words and vectors. */
export function columnOf<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc
    .tuple(fc.constantFrom(...LENGTHS), fc.array(value, { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat()))
    .map(([length, pool, picks]) => Array.from({ length }, () => pool[(picks.next().value as number) % pool.length] as T));
}

export const rowsOf = <T extends readonly fc.Arbitrary<unknown>[]>(
  ...values: T
): fc.Arbitrary<{ [I in keyof T]: T[I] extends fc.Arbitrary<infer V> ? V : never }[]> => columnOf(fc.tuple(...values)) as never;

const GARBAGE = 0xa5;
const PADDING = 192;

/** Memory full of garbage, for results and paddings. */
export function room(bytes: number): number {
  const address = heap.scratch(bytes + PADDING);
  heap.bytes(address, bytes + PADDING).fill(GARBAGE);
  return address;
}

export function putBits(bits: readonly boolean[]): number {
  const address = room(bits.length >> 3);
  const bytes = heap.bytes(address, (bits.length >> 3) + 1);
  bits.forEach((bit, index) => {
    bytes[index >> 3] = ((bytes[index >> 3] as number) & ~(1 << (index & 7))) | (Number(bit) << (index & 7));
  });
  return address;
}

/** A selection: as `putBits`, with zeros past the end. */
export function putSelection(bits: readonly boolean[]): number {
  const padded = [...bits, ...Array<boolean>((64 - (bits.length % 64)) % 64).fill(false)];
  return putBits(padded);
}

export const putViews = (values: readonly string[]): number => viewsWith(values, (bytes) => room(bytes));

/** Views of strings that stand one after the other from `address` on, `gap` bytes between them. */
export function putViewsAt(address: number, gap: number, values: readonly string[]): number {
  let next = address;
  return viewsWith(values, (bytes) => {
    const at = next;
    next += bytes + gap;
    return at;
  });
}

function viewsWith(values: readonly string[], placeOf: (bytes: number) => number): number {
  const address = room(values.length * 16);
  values.forEach((value, index) => {
    const utf8 = Buffer.from(value, "utf8");
    const at = address + index * 16;
    heap.bytes(at, 16).fill(0);
    heap.setU32(at, utf8.length);
    if (utf8.length <= 12) heap.bytes(at + 4, utf8.length).set(utf8);
    else {
      const bytes = placeOf(utf8.length);
      heap.bytes(bytes, utf8.length).set(utf8);
      heap.bytes(at + 4, 4).set(utf8.subarray(0, 4));
      heap.setU32(at + 12, bytes);
    }
  });
  return address;
}

export function put(type: PhysicalType, values: readonly Cell[]): number {
  if (type === "bool") return putBits(values as boolean[]);
  if (type === "view") return putViews(values as string[]);
  if (type === "list") throw new Error("lists are tested in test/engine/lists.test.ts");
  const make = arrays[type];
  const address = room(values.length * make.BYTES_PER_ELEMENT);
  (heap.view(make as typeof Uint8Array, address, values.length) as unknown as { set(v: readonly Cell[]): void }).set(values);
  return address;
}

export function getBits(address: number, length: number): boolean[] {
  return Array.from({ length }, (_, index) => heap.getBit(address, index));
}

export function getViews(address: number, length: number): string[] {
  return Array.from({ length }, (_, index) => {
    const at = address + index * 16;
    const bytes = heap.getU32(at);
    return Buffer.from(heap.bytes(bytes <= 12 ? at + 4 : heap.getU32(at + 12), bytes)).toString("utf8");
  });
}

export function get(type: PhysicalType, address: number, length: number): Cell[] {
  if (type === "bool") return getBits(address, length);
  if (type === "view") return getViews(address, length);
  if (type === "list") throw new Error("lists are tested in test/engine/lists.test.ts");
  return Array.from(heap.view(arrays[type] as typeof Uint8Array, address, length)) as Cell[];
}

/** Calls a kernel by its composed name. */
export function call(name: string, ...args: number[]): number {
  const kernel = (instance.kernels as unknown as Record<string, (...args: number[]) => number>)[name];
  if (kernel === undefined) throw new Error(`no kernel ${name}`);
  return kernel(...args);
}

/** Checks a property on random input, from a clean scratch each time. */
export function check<T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void, numRuns = 60): void {
  fc.assert(
    fc.property(arbitrary, (value) => {
      heap.exports.scratch_reset();
      property(value);
    }),
    { numRuns },
  );
}

/** Polars' order: NaN equals itself and is the greatest, -0 equals 0, strings by their UTF-8 bytes. */
export function order(x: Cell, y: Cell): number {
  if (typeof x === "string") return Buffer.compare(Buffer.from(x), Buffer.from(y as string));
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x < y ? -1 : Number(x > y);
}
