// Vectors in the kernels' memory, made from JavaScript values, for tests that drive kernels and operators directly.

import type { Dictionary, Vector, VectorType } from "../../src/column/index.js";
import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, type Instance, instantiate } from "../../src/kernels/index.js";
import {
  Bool,
  type ColumnType,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  type SinglePhysical,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../src/types/index.js";

export type TestValue = number | bigint | boolean | string | null;

export function kernelInstance(): Instance {
  return instantiate(compileKernels(true), createMemory(true));
}

const dtypes: Readonly<Record<SinglePhysical, ColumnType>> = {
  bool: Bool,
  i8: Int8,
  i16: Int16,
  i32: Int32,
  i64: Int64,
  u8: UInt8,
  u16: UInt16,
  u32: UInt32,
  u64: UInt64,
  f32: Float32,
  f64: Float64,
  view: Utf8,
  codes: Utf8,
};

const arrays = {
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
} as const;

/** Bytes past the end that kernels may read. */
const SLACK = 64;

export class Vectors {
  constructor(
    readonly instance: Instance,
    readonly arena: number,
  ) {}

  /** Null rows hold garbage, as they may. A bitmap is made only if there are nulls. */
  make(
    physical: SinglePhysical,
    values: readonly TestValue[],
    dictionary?: Dictionary & { readonly strings: readonly string[] },
  ): { readonly type: VectorType; readonly vector: Vector } {
    const nullable = values.includes(null);
    const type: VectorType = { dtype: dtypes[physical], physical, nullable, ...(dictionary === undefined ? {} : { dictionary }) };
    const validity = nullable ? this.bitmap(values.map((value) => value !== null)) : 0;
    return { type, vector: { values: this.#values(physical, values, dictionary?.strings), validity } };
  }

  bitmap(bits: readonly boolean[]): number {
    const address = this.#alloc(Math.ceil(bits.length / 64) * 8);
    const bytes = this.instance.heap.bytes(address, Math.ceil(bits.length / 64) * 8).fill(0);
    bits.forEach((bit, index) => {
      if (bit) bytes[index >>> 3] = (bytes[index >>> 3] as number) | (1 << (index & 7));
    });
    return address;
  }

  dictionary(strings: readonly string[]): Dictionary & { readonly strings: readonly string[] } {
    return { count: strings.length, values: this.#views(strings), allocations: [], strings };
  }

  bits(bitmap: number, count: number): boolean[] {
    return Array.from({ length: count }, (_, index) => this.instance.heap.getBit(bitmap, index));
  }

  #values(physical: SinglePhysical, values: readonly TestValue[], dictionary: readonly string[] = []): number {
    if (physical === "bool") return this.bitmap(values.map((value, index) => (value === null ? index % 2 === 0 : value === true)));
    if (physical === "view") return this.#views(values.map((value) => (value === null ? "garbage of a null row" : String(value))));
    if (physical === "codes")
      return this.#numbers(
        "u32",
        values.map((value) => (value === null ? 0 : dictionary.indexOf(String(value)))),
      );
    return this.#numbers(
      physical,
      values.map((value, index) => (value === null ? index * 3 + 7 : value)),
    );
  }

  #numbers(physical: keyof typeof arrays, values: readonly TestValue[]): number {
    const type = arrays[physical];
    const address = this.#alloc(values.length * type.BYTES_PER_ELEMENT);
    if (physical === "i64" || physical === "u64") {
      const bigints = values.map((value) => BigInt.asIntN(64, BigInt(value as bigint)));
      this.instance.heap.i64s(address, values.length).set(bigints);
    } else this.instance.heap.view(type as Float64ArrayConstructor, address, values.length).set(values as number[]);
    return address;
  }

  #views(strings: readonly string[]): number {
    const { heap } = this.instance;
    const address = this.#alloc(strings.length * 16);
    strings.forEach((text, index) => {
      const encoded = new TextEncoder().encode(text);
      const view = address + index * 16;
      heap.bytes(view, 16).fill(0);
      heap.setU32(view, encoded.length);
      heap.bytes(view + 4, 12).set(encoded.subarray(0, encoded.length > 12 ? 4 : 12));
      if (encoded.length > 12) {
        const bytes = this.#alloc(encoded.length);
        heap.bytes(bytes, encoded.length).set(encoded);
        heap.setU32(view + 12, bytes);
      }
    });
    return address;
  }

  #alloc(bytes: number): number {
    return this.instance.heap.alloc(bytes + SLACK, this.arena);
  }
}
