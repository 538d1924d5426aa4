// The dtype of a column made from JavaScript values.

import type {
  Bool,
  DataType,
  Datetime,
  Dynamic,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Null,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "./dtype.js";

/** Of an array or typed array. */
export type FromValues<V> = V extends readonly (infer X)[]
  ? FromValue<NonNullable<X>>
  : V extends Float64Array
    ? Float64
    : V extends Float32Array
      ? Float32
      : V extends Int32Array
        ? Int32
        : V extends Int16Array
          ? Int16
          : V extends Int8Array
            ? Int8
            : V extends Uint8Array | Uint8ClampedArray
              ? UInt8
              : V extends Uint16Array
                ? UInt16
                : V extends Uint32Array
                  ? UInt32
                  : V extends BigInt64Array
                    ? Int64
                    : V extends BigUint64Array
                      ? UInt64
                      : Dynamic;

type FromValue<X> = [X] extends [never]
  ? Null
  : [X] extends [number]
    ? Float64
    : [X] extends [bigint]
      ? Int64
      : [X] extends [string]
        ? Utf8
        : [X] extends [boolean]
          ? Bool
          : [X] extends [Date]
            ? Datetime
            : [X] extends [readonly (infer Y)[]]
              ? List<FromValue<NonNullable<Y>>>
              : [X] extends [TypedArray]
                ? FromValues<X> extends infer D extends DataType
                  ? List<D>
                  : Dynamic
                : Dynamic;

type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** Of an object of columns, where `O` may say another dtype. */
export type FromColumns<T, O> = { -readonly [K in keyof T]: K extends keyof O ? O[K] : FromValues<T[K]> };

/** Of an array of records. */
export type FromRecord<R, O> = { -readonly [K in keyof R]: K extends keyof O ? O[K] : FromValue<NonNullable<R[K]>> };
