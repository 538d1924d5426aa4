// Interchange with Apache Arrow. apache-arrow is loaded only when it is asked for: that takes long, and the core does without.

import type * as arrow from "apache-arrow";
import type { FrameData } from "../../column/index.js";
import { IoError } from "../../errors/index.js";
import type { Heap } from "../../memory/index.js";
import { columnFromArrow, frameFromArrow } from "./from-arrow.js";
import { type Arrow, frameToArrow } from "./to-arrow.js";

export type { ArrowTable, ArrowTableLike } from "./arrow-types.js";
export { type Arrow, columnFromArrow, frameFromArrow, frameToArrow };

export function loadArrow(): Promise<Arrow> {
  return import("apache-arrow");
}

/** Bytes of an Arrow IPC stream or file. */
export async function frameFromIPC(bytes: ArrayBuffer | ArrayBufferView, heap: Heap): Promise<FrameData> {
  const { tableFromIPC } = await loadArrow();
  return frameFromArrow(
    parse(() => tableFromIPC(asBytes(bytes))),
    heap,
  );
}

function parse(read: () => arrow.Table): arrow.Table {
  try {
    return read();
  } catch (error) {
    throw new IoError(`not an Arrow IPC stream or file, or a damaged one: ${error instanceof Error ? error.message : error}`);
  }
}

function asBytes(bytes: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(bytes) ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : new Uint8Array(bytes);
}
