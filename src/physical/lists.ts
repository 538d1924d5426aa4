// Lists that outlive a batch: their elements, and what these refer to, are copied.

import { bitmapBytes, type Vector, type VectorType } from "../column/index.js";
import { assert } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import { bitWidths, plainPhysical } from "../types/index.js";
import { valuesBytes } from "./move.js";

/** Kernels copy bits by the word. */
const SLACK_BYTES = 8;

/** What is known of the elements of lists. */
export function elementType({ dtype, stable }: VectorType): VectorType {
  assert(dtype.kind === "List", `elements of ${dtype.kind}`);
  return { dtype: dtype.inner, physical: plainPhysical(dtype.inner), nullable: true, ...(stable === true ? { stable } : {}) };
}

/** Writes to `out` lists of copies of the elements, which go to blocks that `alloc` gives. `out` may be the vector's values. */
export function copyLists(
  instance: Instance,
  type: VectorType,
  { values, validity }: Vector,
  out: number,
  rows: number,
  alloc: (bytes: number) => number,
): void {
  const { kernels } = instance;
  const element = elementType(type);
  const count = kernels.lists_count(values, validity, rows);
  const copies = alloc(valuesBytes(element, count) + SLACK_BYTES);
  const copiesValidity = kernels.lists_nullable(values, validity, rows) ? alloc(bitmapBytes(count) + SLACK_BYTES) : 0;
  kernels.lists_flatten(values, validity, bitWidths[element.physical], copies, copiesValidity, out, rows);
  if (element.stable === true || count === 0) return;
  copyReferred(instance, element, { values: copies, validity: copiesValidity }, copies, count, alloc);
}

/** Writes to `out` the strings or lists of a vector, with copies of what they refer to; numbers refer to nothing. */
export function copyReferred(
  instance: Instance,
  type: VectorType,
  vector: Vector,
  out: number,
  rows: number,
  alloc: (bytes: number) => number,
): void {
  const { kernels } = instance;
  if (type.physical === "list") copyLists(instance, type, vector, out, rows, alloc);
  if (type.physical !== "view") return;
  const block = alloc(kernels.views_bytes(vector.values, vector.validity, rows));
  kernels.views_copy(vector.values, vector.validity, out, block, rows);
}
