// One value of a vector in the form that literals with a dtype have.

import { readView, type Vector, type VectorType } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";

export function valueOf({ heap }: Instance, type: VectorType, { values, validity }: Vector, row: number): number | bigint | string | boolean | null {
  if (validity !== 0 && !heap.getBit(validity, row)) return null;
  const at = <T>(array: { readonly [index: number]: T }): T => array[0] as T;
  switch (type.physical) {
    case "bool":
      return heap.getBit(values, row);
    case "i8":
      return at(heap.view(Int8Array, values + row, 1));
    case "u8":
      return at(heap.view(Uint8Array, values + row, 1));
    case "i16":
      return at(heap.view(Int16Array, values + row * 2, 1));
    case "u16":
      return at(heap.view(Uint16Array, values + row * 2, 1));
    case "i32":
      return at(heap.view(Int32Array, values + row * 4, 1));
    case "u32":
      return at(heap.view(Uint32Array, values + row * 4, 1));
    case "i64":
      return at(heap.view(BigInt64Array, values + row * 8, 1));
    case "u64":
      return at(heap.view(BigUint64Array, values + row * 8, 1));
    case "f32":
      return at(heap.view(Float32Array, values + row * 4, 1));
    case "f64":
      return at(heap.view(Float64Array, values + row * 8, 1));
    case "view":
      return readView(heap, values + row * 16);
    case "codes": {
      assert(type.dictionary !== undefined, "codes have a dictionary");
      return readView(heap, type.dictionary.values + heap.getU32(values + row * 4) * 16);
    }
  }
}
