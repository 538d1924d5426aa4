// `supertype` in types: Polars' table, a line for each left side. A test holds it equal to the one in supertype.ts.

import type {
  Bool,
  Categorical,
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
import type { FloatLiteral, IntLiteral, Temporal } from "./groups.js";

interface Line<B, I8, I16, I32, I64, U8, U16, U32, U64, F32, I, F> {
  Bool: B;
  Int8: I8;
  Int16: I16;
  Int32: I32;
  Int64: I64;
  UInt8: U8;
  UInt16: U16;
  UInt32: U32;
  UInt64: U64;
  Float32: F32;
  Float64: Float64;
  integer: I;
  float: F;
}

// biome-ignore format: a table, to be read by column.
interface Promote {
  //            Bool        Int8     Int16    Int32    Int64    UInt8    UInt16   UInt32   UInt64   Float32  1           1.5
  Bool:    Line<Bool,       Int8,    Int16,   Int32,   Int64,   UInt8,   UInt16,  UInt32,  UInt64,  Float32, IntLiteral, FloatLiteral>;
  Int8:    Line<Int8,       Int8,    Int16,   Int32,   Int64,   Int16,   Int32,   Int64,   Float64, Float32, Int8,       Float64>;
  Int16:   Line<Int16,      Int16,   Int16,   Int32,   Int64,   Int16,   Int32,   Int64,   Float64, Float32, Int16,      Float64>;
  Int32:   Line<Int32,      Int32,   Int32,   Int32,   Int64,   Int32,   Int32,   Int64,   Float64, Float64, Int32,      Float64>;
  Int64:   Line<Int64,      Int64,   Int64,   Int64,   Int64,   Int64,   Int64,   Int64,   Float64, Float64, Int64,      Float64>;
  UInt8:   Line<UInt8,      Int16,   Int16,   Int32,   Int64,   UInt8,   UInt16,  UInt32,  UInt64,  Float32, UInt8,      Float64>;
  UInt16:  Line<UInt16,     Int32,   Int32,   Int32,   Int64,   UInt16,  UInt16,  UInt32,  UInt64,  Float32, UInt16,     Float64>;
  UInt32:  Line<UInt32,     Int64,   Int64,   Int64,   Int64,   UInt32,  UInt32,  UInt32,  UInt64,  Float64, UInt32,     Float64>;
  UInt64:  Line<UInt64,     Float64, Float64, Float64, Float64, UInt64,  UInt64,  UInt64,  UInt64,  Float64, UInt64,     Float64>;
  Float32: Line<Float32,    Float32, Float32, Float64, Float64, Float32, Float32, Float64, Float64, Float32, Float32,    Float32>;
  Float64: Line<Float64,    Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64,    Float64>;
  integer: Line<IntLiteral, Int8,    Int16,   Int32,   Int64,   UInt8,   UInt16,  UInt32,  UInt64,  Float32, IntLiteral, FloatLiteral>;
  float:   Line<FloatLiteral, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float64, Float32, FloatLiteral, FloatLiteral>;
}

/** The dtype that holds both, `never` where there is none. */
export type Supertype<A, B> = A extends DataType ? (B extends DataType ? SupertypeOf<A, B> : never) : never;

type SupertypeOf<A extends DataType, B extends DataType> = A extends Dynamic
  ? A
  : B extends Dynamic
    ? B
    : A extends Null
      ? B
      : B extends Null
        ? A
        : A["kind"] extends keyof Promote
          ? B["kind"] extends keyof Promote[A["kind"]]
            ? Promote[A["kind"]][B["kind"]]
            : never
          : A["kind"] extends B["kind"]
            ? A extends List<infer X>
              ? B extends List<X>
                ? A
                : never
              : A
            : [A | B] extends [Temporal]
              ? Datetime
              : [A | B] extends [Utf8 | Categorical]
                ? Utf8
                : never;
