// Bitmaps at rest, from JavaScript: least significant bit first, in whole words of 64 bits.

import type { Heap } from "../memory/index.js";

/** Bytes of a bitmap, in whole 64-bit words. */
export function bitmapBytes(rows: number): number {
  return Math.ceil(rows / 64) * 8;
}

export function bitAt(bits: Uint8Array, index: number): boolean {
  return (((bits[index >>> 3] as number) >>> (index & 7)) & 1) === 1;
}

/** How many of the first `rows` bits are 1. */
export function countBits(heap: Heap, bitmap: number, rows: number): number {
  const words = heap.u32s(bitmap, Math.ceil(rows / 32));
  const whole = rows >>> 5;
  let count = 0;
  for (let word = 0; word < whole; word++) count += popcount(words[word] as number);
  const rest = rows & 31;
  return rest === 0 ? count : count + popcount((words[whole] as number) & ((1 << rest) - 1));
}

function popcount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Copies `rows` bits from bit `sourceOffset` of `source` to bit `targetOffset` of `target`; other bits of `target` stay. */
export function copyBits(source: Uint8Array, sourceOffset: number, target: Uint8Array, targetOffset: number, rows: number): void {
  const head = Math.min(rows, -targetOffset & 7);
  copyBitwise(source, sourceOffset, target, targetOffset, head);
  const bytes = (rows - head) >>> 3;
  const from = sourceOffset + head;
  const to = (targetOffset + head) >>> 3;
  const shift = from & 7;
  const first = from >>> 3;
  if (shift === 0) target.set(source.subarray(first, first + bytes), to);
  else {
    for (let index = 0; index < bytes; index++) {
      target[to + index] = ((source[first + index] as number) >>> shift) | ((source[first + index + 1] as number) << (8 - shift));
    }
  }
  const done = head + bytes * 8;
  copyBitwise(source, sourceOffset + done, target, targetOffset + done, rows - done);
}

function copyBitwise(source: Uint8Array, sourceOffset: number, target: Uint8Array, targetOffset: number, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const from = sourceOffset + row;
    writeBit(target, targetOffset + row, ((source[from >>> 3] as number) >>> (from & 7)) & 1);
  }
}

/** Sets `rows` bits from bit `offset` on. */
export function setBits(target: Uint8Array, offset: number, rows: number): void {
  const head = Math.min(rows, -offset & 7);
  for (let row = 0; row < head; row++) writeBit(target, offset + row, 1);
  const bytes = (rows - head) >>> 3;
  const to = (offset + head) >>> 3;
  target.fill(0xff, to, to + bytes);
  for (let row = head + bytes * 8; row < rows; row++) writeBit(target, offset + row, 1);
}

function writeBit(target: Uint8Array, index: number, bit: number): void {
  const byte = target[index >>> 3] as number;
  const mask = 1 << (index & 7);
  target[index >>> 3] = bit === 0 ? byte & ~mask : byte | mask;
}
