// Arrow's strings, offsets into bytes, as views.

import { type Blocks, bitAt, INLINE_BYTES_MAX, VIEW_BYTES, writeViews } from "../../column/index.js";
import { type ArrowData, TypeId } from "./arrow-types.js";

/** The address of a view for each row. */
export function stringViews(data: ArrowData, blocks: Blocks): number {
  const { bytes, offsets } = stringBuffers(data);
  return writeViews({ bytes, ends: offsets.subarray(1) }, data.length, blocks, offsets[0] ?? 0);
}

interface StringBuffers {
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array | Float64Array;
}

/** String i is `bytes` from `offsets[i]` to `offsets[i + 1]`. */
export function stringBuffers(data: ArrowData): StringBuffers {
  if (data.type.typeId === TypeId.Utf8View) return joinViews(data);
  const { values, valueOffsets, length } = data;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const offsets = valueOffsets instanceof Int32Array ? valueOffsets : Float64Array.from(valueOffsets as Iterable<number | bigint>, Number);
  return { bytes, offsets: offsets.subarray(0, length + 1) };
}

/** Arrow's views: i32 length, then the bytes, or a prefix, the index of a buffer and the offset in it. Those of null rows are arbitrary. */
function joinViews({ values, length, variadicBuffers = [], nullBitmap, offset }: ArrowData): StringBuffers {
  const views = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const strings = Array.from({ length }, (_, row) => {
    if (nullBitmap && nullBitmap.byteLength > 0 && !bitAt(nullBitmap, offset + row)) return new Uint8Array(0);
    const view = row * VIEW_BYTES;
    const size = views.getInt32(view, true);
    if (size <= INLINE_BYTES_MAX) return new Uint8Array(values.buffer, values.byteOffset + view + 4, size);
    const start = views.getInt32(view + 12, true);
    return (variadicBuffers[views.getInt32(view + 8, true)] as Uint8Array).subarray(start, start + size);
  });
  const offsets = new Float64Array(length + 1);
  for (let row = 0; row < length; row++) offsets[row + 1] = (offsets[row] as number) + (strings[row] as Uint8Array).length;
  const bytes = new Uint8Array(offsets[length] as number);
  for (let row = 0; row < length; row++) bytes.set(strings[row] as Uint8Array, offsets[row]);
  return { bytes, offsets };
}
