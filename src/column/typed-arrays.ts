// Typed arrays and the physical types whose values they hold.

import type { ColumnType, PhysicalType } from "../types/index.js";
import * as types from "../types/index.js";

export type TypedArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

export type NumberPhysical = Exclude<PhysicalType, "bool" | "view" | "list">;

export interface TypedArrayType<T extends TypedArray = TypedArray> {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  new (length: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

export const arrayTypes = {
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
} satisfies Record<NumberPhysical, TypedArrayType>;

/** By class name, so that arrays of another realm (a frame, a vm context) count as well. */
const dtypes: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ["Int8Array", types.Int8],
  ["Int16Array", types.Int16],
  ["Int32Array", types.Int32],
  ["BigInt64Array", types.Int64],
  ["Uint8Array", types.UInt8],
  ["Uint8ClampedArray", types.UInt8],
  ["Uint16Array", types.UInt16],
  ["Uint32Array", types.UInt32],
  ["BigUint64Array", types.UInt64],
  ["Float32Array", types.Float32],
  ["Float64Array", types.Float64],
]);

export function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && typedArrayType(value) !== undefined;
}

/** The dtype that holds exactly the values of `array`; undefined for views that are no arrays of numbers. */
export function typedArrayType(array: ArrayBufferView): ColumnType | undefined {
  return dtypes.get((array as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? "");
}
