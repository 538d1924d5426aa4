// `pl.fromArrow`: eager frames from Arrow data.

import { type ArrowTableLike, frameFromArrow, frameFromIPC } from "../io/arrow/index.js";
import { instance } from "../kernels/index.js";
import type { Open } from "../types/index.js";
import { createDataFrame } from "./data-frame.js";
import type { DataFrame } from "./typing/eager.js";

/**
 * A frame of an apache-arrow Table, of any version of that package. Its buffers are copied once.
 * @throws {SchemaError} if a column is of a type that floe does not have
 */
export function fromArrow<S = Open>(table: ArrowTableLike): DataFrame<S>;
/** A frame of the bytes of an Arrow IPC stream or file. Loads apache-arrow. */
export function fromArrow<S = Open>(bytes: Uint8Array | ArrayBuffer): Promise<DataFrame<S>>;
export function fromArrow<S>(source: ArrowTableLike | Uint8Array | ArrayBuffer): DataFrame<S> | Promise<DataFrame<S>> {
  const { heap } = instance();
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return frameFromIPC(source, heap).then(createDataFrame<S>);
  return createDataFrame(frameFromArrow(source, heap));
}
