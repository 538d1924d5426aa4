// Rows at rest, picked by number.

import { type Batch, bitmapBytes, type Vector, type VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { copyReferred } from "../lists.js";
import { gatherVector, valuesBytes } from "../move.js";
import { LazyBatch } from "../operators/operator.js";
import type { TaskContext } from "../pipeline.js";
import type { StoredColumn } from "../pipeline-spec.js";

export interface GatherSpec {
  readonly columns: readonly StoredColumn[];
  /** u32 row numbers; with `missing`, some may be NO_ROW, which gives null. */
  readonly order: number;
  readonly missing?: boolean;
  readonly count: number;
  readonly arena: number;
}

/** Task i: column i in the order given. What is not stable is copied, strings and the elements of lists: the result refers to nothing else. */
export function gatherColumn(
  { instance }: TaskContext,
  spec: GatherSpec,
  index: number,
): StoredColumn & { readonly blocks: readonly number[] } {
  const column = spec.columns[index] as StoredColumn;
  const { heap } = instance;
  const out = {
    values: heap.alloc(valuesBytes(column.type, spec.count) + 8, spec.arena),
    validity: column.validity === 0 && spec.missing !== true ? 0 : heap.alloc(bitmapBytes(spec.count) + 8, spec.arena),
  };
  const { values, validity } = gatherVector(instance, column.type, column, spec.order, spec.count, spec.missing === true, out);
  const blocks: number[] = [];
  if (column.type.stable !== true) {
    copyReferred(instance, column.type, { values, validity }, values, spec.count, (bytes) => {
      const block = heap.alloc(bytes, spec.arena);
      blocks.push(block);
      return block;
    });
  }
  return { type: column.type, values, validity, blocks };
}

/** The rows numbered by `order`, as a batch over scratch. */
export function gatherRows(
  instance: Instance,
  types: readonly VectorType[],
  columns: readonly Vector[],
  order: number,
  count: number,
): Batch {
  return new LazyBatch(count, 0, count, (index) =>
    gatherVector(instance, types[index] as VectorType, columns[index] as Vector, order, count, false),
  );
}
