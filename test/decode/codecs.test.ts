// The decompressors: blocks of the usual encoders, blocks of small encoders written here (which take turns that the usual
// ones rarely take), and damaged blocks, which must give an error code and leave the memory around the output alone.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import kernelsBase64 from "../../src/kernels/generated/shared.js";
import { compileKernels, createMemory, instantiate } from "../../src/kernels/index.js";

const CODECS = { none: 0, snappy: 1, gzip: 2, zstd: 6, lz4_raw: 7 } as const;
type Codec = keyof typeof CODECS;

const DAMAGED = -1;
const UNSUPPORTED = -2;
const SLACK_BYTES = 64;
const GUARD_BYTES = 256;
const GUARD = 0xa5;

const { heap, kernels } = instantiate(compileKernels(kernelsBase64), createMemory(true));

/** The content, or the error code. Fails when anything but the output and its slack was written. */
function decompress(codec: number, compressed: Uint8Array, dstBytes: number): Uint8Array | number {
  kernels.scratch_reset();
  const src = heap.alloc(compressed.length + SLACK_BYTES);
  const room = heap.alloc(GUARD_BYTES + dstBytes + SLACK_BYTES + GUARD_BYTES);
  const dst = room + GUARD_BYTES;
  const srcView = heap.bytes(src, compressed.length + SLACK_BYTES).fill(0xff);
  srcView.set(compressed);
  const before = heap.bytes(room, GUARD_BYTES).fill(GUARD);
  const after = heap.bytes(dst + dstBytes + SLACK_BYTES, GUARD_BYTES).fill(GUARD);
  try {
    const written = kernels.decompress(codec, src, compressed.length, dst, dstBytes);
    if (before.some((byte) => byte !== GUARD) || after.some((byte) => byte !== GUARD)) throw new Error("wrote outside of the output");
    if (srcView.some((byte, at) => byte !== (compressed[at] ?? 0xff))) throw new Error("wrote to the input");
    if (written > dstBytes) throw new Error("says it wrote more than there is room for");
    return written < 0 ? written : heap.bytes(dst, written).slice();
  } finally {
    heap.free(src);
    heap.free(room);
  }
}

function expectContent(codec: Codec, compressed: Uint8Array, content: Uint8Array): void {
  const found = decompress(CODECS[codec], compressed, content.length);
  expect(typeof found === "number" ? found : Buffer.from(found)).toEqual(Buffer.from(content));
}

interface Fixture {
  readonly codec: Codec;
  readonly name: string;
  readonly lengthBytes: number;
  readonly sha256: string;
  readonly compressed: string;
}
const fixtures: readonly Fixture[] = JSON.parse(readFileSync(new URL("fixtures/codecs.json", import.meta.url), "utf8"));
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
/** Small ones, as every one of their bytes is damaged in turn. */
const damageable = (blocks: readonly Fixture[]): Fixture[] =>
  blocks.filter(({ compressed, lengthBytes }) => compressed.length < 3000 && lengthBytes > 0 && lengthBytes < 10_000);

describe.each(["snappy", "lz4_raw"] as const)("%s", (codec) => {
  const blocks = fixtures.filter((fixture) => fixture.codec === codec);

  test("gives back what the usual encoder was given", () => {
    expect(blocks.length).toBeGreaterThan(30);
    for (const { name, compressed, lengthBytes, sha256 } of blocks) {
      const found = decompress(CODECS[codec], bytesOf(compressed), lengthBytes);
      const facts = typeof found === "number" ? found : { lengthBytes: found.length, sha256: sha256Of(found) };
      expect({ name, facts }).toEqual({ name, facts: { lengthBytes, sha256 } });
    }
  });

  test("tells when there is no room for the content", () => {
    for (const { name, compressed, lengthBytes } of blocks) {
      if (lengthBytes === 0) continue;
      expect([name, decompress(CODECS[codec], bytesOf(compressed), lengthBytes - 1)]).toEqual([name, DAMAGED]);
      expect([name, decompress(CODECS[codec], bytesOf(compressed), 0)]).toEqual([name, DAMAGED]);
    }
  });

  test("survives being cut off anywhere", () => {
    for (const { compressed, lengthBytes, sha256 } of damageable(blocks)) {
      const bytes = bytesOf(compressed);
      for (let length = 0; length < bytes.length; length++) {
        const found = decompress(CODECS[codec], bytes.subarray(0, length), lengthBytes);
        // A block may end with something that adds nothing, but no part of it may pass for the whole with other content.
        if (typeof found !== "number" && found.length === lengthBytes) expect(sha256Of(found)).toBe(sha256);
      }
    }
  });

  test("survives flipped bits and random bytes", () => {
    const block = fc.constantFrom(...damageable(blocks));
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(block, flips, ({ compressed, lengthBytes }, changes) => {
        const bytes = bytesOf(compressed);
        for (const [at, change] of changes) bytes[at % bytes.length]! ^= change;
        decompress(CODECS[codec], bytes, lengthBytes);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        decompress(CODECS[codec], bytes, 1000);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Literals and matches with chosen lengths and distances, and the content they stand for. */
interface Steps {
  readonly steps: readonly (Uint8Array | { readonly distance: number; readonly length: number })[];
  readonly content: Uint8Array;
}

function stepsOf(draws: readonly (readonly [literals: Uint8Array, distance: number, length: number])[], tail: Uint8Array): Steps {
  const steps: (Uint8Array | { distance: number; length: number })[] = [];
  const content: number[] = [];
  for (const [literals, distanceDraw, length] of draws) {
    steps.push(literals);
    content.push(...literals);
    const distance = 1 + (distanceDraw % Math.max(content.length, 1));
    if (distance > content.length) continue;
    steps.push({ distance, length });
    for (let at = 0; at < length; at++) content.push(content[content.length - distance]!);
  }
  steps.push(tail);
  content.push(...tail);
  return { steps, content: Uint8Array.from(content) };
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 255);
}

/** `wide`: lengths and distances in more bytes than they need, which readers must take too. */
function encodeSnappy({ steps, content }: Steps, wide: boolean): Uint8Array {
  const out = varint(content.length);
  for (const step of steps) {
    if (step instanceof Uint8Array) {
      if (step.length === 0) continue;
      const lengthBytes = wide ? 4 : step.length <= 60 ? 0 : step.length <= 256 ? 1 : 2;
      const tag = lengthBytes === 0 ? step.length - 1 : 59 + lengthBytes;
      out.push(tag << 2, ...littleEndian(step.length - 1, lengthBytes), ...step);
    } else {
      for (let rest = step.length; rest > 0; ) {
        const length = Math.min(rest, 64);
        rest -= length;
        if (wide) out.push(((length - 1) << 2) | 3, ...littleEndian(step.distance, 4));
        else if (length >= 4 && length <= 11 && step.distance < 2048)
          out.push(((step.distance >>> 8) << 5) | ((length - 4) << 2) | 1, step.distance & 255);
        else out.push(((length - 1) << 2) | 2, ...littleEndian(step.distance, 2));
      }
    }
  }
  return Uint8Array.from(out);
}

function lz4Length(length: number): number[] {
  if (length < 15) return [];
  return [...Array.from({ length: Math.floor((length - 15) / 255) }, () => 255), (length - 15) % 255];
}

function encodeLz4({ steps }: Steps): Uint8Array {
  const out: number[] = [];
  let literals: Uint8Array = new Uint8Array();
  for (const step of steps) {
    if (step instanceof Uint8Array) literals = Uint8Array.from([...literals, ...step]);
    else {
      const length = step.length - 4;
      out.push((Math.min(literals.length, 15) << 4) | Math.min(length, 15), ...lz4Length(literals.length), ...literals);
      out.push(...littleEndian(step.distance, 2), ...lz4Length(length));
      literals = new Uint8Array();
    }
  }
  out.push(Math.min(literals.length, 15) << 4, ...lz4Length(literals.length), ...literals);
  return Uint8Array.from(out);
}

describe("blocks of any literals and matches", () => {
  const literals = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ maxLength: 700, size: "max" }));
  const distance = fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 3000 }));
  const length = fc.oneof(fc.integer({ min: 4, max: 70 }), fc.integer({ min: 4, max: 1500 }));
  const steps = fc
    .tuple(fc.array(fc.tuple(literals, distance, length), { maxLength: 12 }), literals)
    .map(([draws, tail]) => stepsOf(draws, tail));

  test("snappy", () => {
    fc.assert(fc.property(steps, fc.boolean(), (made, wide) => expectContent("snappy", encodeSnappy(made, wide), made.content)));
  });
  test("lz4_raw", () => {
    fc.assert(fc.property(steps, (made) => expectContent("lz4_raw", encodeLz4(made), made.content)));
  });
});

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

test.each<[what: string, codec: Codec, bytes: string, dstBytes: number]>([
  ["no length", "snappy", "", 10],
  ["a length without end", "snappy", "80 80 80", 10],
  ["a length of too many bytes", "snappy", "80 80 80 80 80 00", 10],
  ["a length of 4 GB", "snappy", "ff ff ff ff 0f", 10],
  ["less content than the length says", "snappy", "05 00 61", 10],
  ["more content than the length says", "snappy", "01 04 61 62", 10],
  ["a copy from before the start", "snappy", "05 00 61 01 02", 10],
  ["a copy from distance 0", "snappy", "05 00 61 01 00", 10],
  ["a copy without its distance", "snappy", "05 00 61 02 01", 10],
  ["a copy from distance 4 GB", "snappy", "05 00 61 0f ff ff ff ff", 10],
  ["a literal of 4 GB", "snappy", "05 fc ff ff ff ff 61", 10],
  ["a literal without its length", "snappy", "05 f4 01", 10],
  ["a match from before the start", "lz4_raw", "10 61 02 00", 10],
  ["a match from distance 0", "lz4_raw", "10 61 00 00 00", 10],
  ["half a distance", "lz4_raw", "10 61 01", 10],
  ["a length without end", "lz4_raw", "f0 ff ff", 10],
  ["a match length without end", "lz4_raw", "1f 61 01 00 ff", 10],
  ["a match at the end", "lz4_raw", "10 61 01 00", 10],
])("%s is damage (%s)", (_, codec, bytes, dstBytes) => {
  expect(decompress(CODECS[codec], hex(bytes), dstBytes)).toBe(DAMAGED);
});

test("an uncompressed page is copied, if it fits", () => {
  expectContent("none", hex("01 02 03"), hex("01 02 03"));
  expect(decompress(CODECS.none, hex("01 02 03"), 2)).toBe(DAMAGED);
});

test.each([-1, 3, 4, 5, 8, 2 ** 31 - 1])("codec %i is not known", (codec) => {
  expect(decompress(codec, hex("00"), 10)).toBe(UNSUPPORTED);
});
