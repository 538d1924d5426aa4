// What a host function is given, and how it reads and writes strings. Rows that are null already are left alone. Writing strings
// may grow the memory, which ends the views made before: operands are copied out first.

import { bitAt, bitmapBytes, readViews, VIEW_BYTES } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { writeView } from "../constants.js";
import type { HostParams } from "../program.js";

export interface HostContext {
  readonly instance: Instance;
  /** Values of the operands. */
  readonly operands: readonly number[];
  /** Room for the result. */
  readonly out: number;
  /** The result's validity: so far that of the operands, all of it there. */
  readonly validity: number;
  readonly params: HostParams;
  readonly rows: number;
}

export type HostFunction = (context: HostContext) => void;

const encoder = new TextEncoder();

/** The strings of operand `index`, null where the result is null already. */
export function textsOf({ instance, operands, validity, rows }: HostContext, index = 0): (string | null)[] {
  const texts = new Array<string | null>(rows).fill(null);
  readViews(instance.heap, operands[index] as number, rows, instance.heap.bytes(validity, bitmapBytes(rows)), texts, 0);
  return texts;
}

/** Calls `visit` for each row that is not null. */
export function forEachValid({ instance, validity, rows }: HostContext, visit: (row: number) => void): void {
  const bits = instance.heap.bytes(validity, bitmapBytes(rows)).slice();
  for (let row = 0; row < rows; row++) if (bitAt(bits, row)) visit(row);
}

export function makeNull({ instance, validity }: HostContext, row: number): void {
  const byte = instance.heap.bytes(validity + (row >>> 3), 1);
  byte[0] = (byte[0] as number) & ~(1 << (row & 7));
}

/** Writes one string of the result. */
export function putText({ instance: { heap }, out }: HostContext, row: number, text: string): void {
  const bytes = encoder.encode(text);
  const space = bytes.length > 12 ? heap.scratch(bytes.length + 64) : 0;
  writeView(heap, out + row * VIEW_BYTES, bytes, space);
}

/** Writes the result's values, and nulls for what has none. */
export function putResults<T extends number | bigint>(
  context: HostContext,
  type: { new (buffer: ArrayBufferLike, byteOffset: number, length: number): { [row: number]: T }; readonly BYTES_PER_ELEMENT: number },
  parse: (text: string) => T | undefined,
): void {
  const texts = textsOf(context);
  const results = context.instance.heap.view(type, context.out, context.rows);
  for (const [row, text] of texts.entries()) {
    if (text === null) continue;
    const value = parse(text);
    if (value === undefined) makeNull(context, row);
    else results[row] = value;
  }
}
