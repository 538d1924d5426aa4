// What the lowering knows of a register.

import type { Dictionary, VectorType } from "../column/index.js";
import type { ColumnType, PhysicalType } from "../types/index.js";
import type { Register } from "./program.js";

export interface Value {
  readonly register: Register;
  readonly dtype: ColumnType;
  readonly physical: PhysicalType;
  readonly nullable: boolean;
  /** One value in place of a vector. */
  readonly scalar: boolean;
  readonly dictionary?: Dictionary;
  readonly min?: bigint;
  readonly max?: bigint;
}

/** A scalar is nullable only when it is null. */
export const isNullScalar = (value: Value): boolean => value.scalar && value.nullable;

export function vectorTypeOf({ dtype, physical, nullable, dictionary, min, max }: Value): VectorType {
  return {
    dtype,
    physical,
    nullable,
    ...(dictionary === undefined ? {} : { dictionary }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}
