// The decompressors: blocks of the usual encoders, blocks of small encoders written here (which take turns that the usual
// ones rarely take), and damaged blocks, which must give an error code and leave the memory around the output alone.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { constants, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../src/kernels/index.js";

const CODECS = { none: 0, snappy: 1, gzip: 2, zstd: 6, lz4_raw: 7 } as const;
type Codec = keyof typeof CODECS;

const DAMAGED = -1;
const UNSUPPORTED = -2;
const SLACK_BYTES = 64;
const GUARD_BYTES = 256;
const GUARD = 0xa5;

const { heap, kernels } = instantiate(compileKernels(true), createMemory(true));

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
const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const written: readonly Fixture[] = JSON.parse(readFileSync(new URL("fixtures/codecs.json", import.meta.url), "utf8"));

/** Node has this encoder itself; the content is what the other fixtures hold. */
function gzipFixtures(): Fixture[] {
  const contents = written
    .filter(({ codec }) => codec === "zstd")
    .map(({ name, compressed, lengthBytes }) => {
      const content = decompress(CODECS.zstd, bytesOf(compressed), lengthBytes);
      if (typeof content === "number") throw new Error(`zstd, ${name}: ${content}`);
      return { name, content };
    });
  const options = [
    { level: 0 },
    { level: 1 },
    { level: 6 },
    { level: 9, memLevel: 1 },
    { strategy: constants.Z_FIXED },
    { strategy: constants.Z_HUFFMAN_ONLY },
    { strategy: constants.Z_RLE },
  ];
  return contents
    .filter(({ name }) => !name.includes(", "))
    .flatMap(({ name, content }) =>
      options.map((option) => ({
        codec: "gzip",
        name: `${name}, ${JSON.stringify(option)}`,
        lengthBytes: content.length,
        sha256: sha256Of(content),
        compressed: gzipSync(content, option).toString("base64"),
      })),
    );
}
const fixtures = [...written, ...gzipFixtures()];

/** Small ones, as every one of their bytes is damaged in turn. */
const damageable = (blocks: readonly Fixture[]): Fixture[] =>
  blocks.filter(({ compressed, lengthBytes }) => compressed.length < 3000 && lengthBytes > 0 && lengthBytes < 10_000);

describe.each(["snappy", "gzip", "zstd", "lz4_raw"] as const)("%s", (codec) => {
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
  test("snappy, of ascending numbers", () => {
    const pair = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 2 }), fc.constantFrom(7, 7, 7, 15, 8), fc.integer({ min: 4, max: 11 }));
    const numbers = fc.tuple(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.array(pair, { maxLength: 200 }));
    fc.assert(
      fc.property(numbers, literals, ([start, pairs], tail) => {
        const made = stepsOf([[start, 7, 8], ...pairs], tail);
        expectContent("snappy", encodeSnappy(made, false), made.content);
      }),
    );
  });
  describe("snappy, of ascending numbers that each occur some times", () => {
    const none = new Uint8Array();
    const times = fc.tuple(fc.constantFrom(7, 7, 7, 15), fc.constantFrom(8, 16, 24, 39, 56, 64, 7, 11));
    // Copies mostly from occurrences of the number before, which are of the distances 8 to 64, and sometimes from elsewhere.
    const pair = fc.tuple(
      fc.uint8Array({ minLength: 1, maxLength: 1 }),
      fc.constantFrom(7, 7, 15, 23, 31, 63, 71, 255, 24),
      fc.constantFrom(7, 7, 7, 4, 8, 31, 64),
    );
    const occurrences = fc.array(fc.tuple(pair, fc.option(times)), { minLength: 30, maxLength: 120 });
    const numbers = fc.tuple(fc.uint8Array({ minLength: 16, maxLength: 16 }), occurrences).map(([start, numbers]) => {
      const draws = numbers.flatMap(([next, again]) => (again === null ? [next] : [next, [none, ...again] as const]));
      return stepsOf(
        [[start, 7, 24], ...draws],
        Uint8Array.from({ length: 100 }, (_, at) => at),
      );
    });

    test("are given back", () => {
      fc.assert(fc.property(numbers, (made) => expectContent("snappy", encodeSnappy(made, false), made.content)));
    });
    test("survive damage", () => {
      const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(numbers, flips, fc.nat(), (made, changes, cut) => {
          const bytes = encodeSnappy(made, false);
          for (const [at, change] of changes) bytes[at % bytes.length]! ^= change;
          decompress(CODECS.snappy, bytes.subarray(0, cut % 2 ? cut % bytes.length : bytes.length), made.content.length);
        }),
        { numRuns: 500 },
      );
    });
  });
  test("lz4_raw", () => {
    fc.assert(fc.property(steps, (made) => expectContent("lz4_raw", encodeLz4(made), made.content)));
  });
});

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

const GZIP_HEADER = "1f 8b 08 00 00 00 00 00 00 03";
const TRAILER_0 = "00 00 00 00 00 00 00 00";
const TRAILER_1 = "43 be b7 e8 01 00 00 00";
const ZSTD_HEADER = "28 b5 2f fd 00 00";

test.each<[what: string, codec: Codec, bytes: string, content: string]>([
  [
    "a gzip header with everything",
    "gzip",
    "1f 8b 08 1e 00 00 00 00 00 03 02 00 ff ff 61 00 62 00 12 34 4b 04 00 43 be b7 e8 01 00 00 00",
    "a",
  ],
  ["two gzip members", "gzip", `${GZIP_HEADER} 4b 04 00 ${TRAILER_1} ${GZIP_HEADER} 4b 04 00 ${TRAILER_1}`, "aa"],
  ["a copy from distance 1 in wide form", "snappy", "05 00 61 0f 01 00 00 00", "aaaaa"],
  ["literals that are one byte repeated", "zstd", `${ZSTD_HEADER} 1d 00 00 29 61 00`, "aaaaa"],
  ["repeated literals with a size of 12 bits", "zstd", `${ZSTD_HEADER} 25 00 00 55 00 61 00`, "aaaaa"],
  ["repeated literals with a size of 20 bits", "zstd", `${ZSTD_HEADER} 2d 00 00 5d 00 00 61 00`, "aaaaa"],
  ["a content size of 4 bytes", "zstd", "28 b5 2f fd a0 03 00 00 00 1b 00 00 61", "aaa"],
  ["a content size of 8 bytes", "zstd", "28 b5 2f fd e0 03 00 00 00 00 00 00 00 1b 00 00 61", "aaa"],
  ["a dictionary of number 0", "zstd", "28 b5 2f fd 23 00 00 00 00 03 1b 00 00 61", "aaa"],
])("%s (%s)", (_, codec, bytes, content) => {
  expectContent(codec, hex(bytes), new TextEncoder().encode(content));
});

test("deflate with codes longer than the decoder's root tables", () => {
  // Fibonacci counts give the longest codes; so do distances that rarely occur.
  const content: number[] = [];
  for (let symbol = 0, count = 1, next = 1; symbol < 22; symbol++) {
    for (let index = 0; index < count; index++) content.push(symbol);
    [count, next] = [next, count + next];
  }
  const random = (index: number): number => Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const shuffled = Uint8Array.from(content).sort();
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = random(index) % (index + 1);
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  expectContent("gzip", gzipSync(shuffled, { level: 9, strategy: constants.Z_HUFFMAN_ONLY }), shuffled);
  expectContent("gzip", gzipSync(shuffled, { level: 9 }), shuffled);
});

test("a dictionary from elsewhere is not supported", () => {
  expect(decompress(CODECS.zstd, hex("28 b5 2f fd 21 07 03 1b 00 00 61"), 10)).toBe(UNSUPPORTED);
});

test("leaves no scratch behind", () => {
  kernels.scratch_reset();
  const before = kernels.scratch_mark();
  for (const { codec, compressed, lengthBytes } of fixtures) {
    const src = heap.alloc(compressed.length + SLACK_BYTES);
    const dst = heap.alloc(lengthBytes + SLACK_BYTES);
    const bytes = bytesOf(compressed);
    heap.bytes(src, bytes.length).set(bytes);
    kernels.decompress(CODECS[codec], src, bytes.length, dst, lengthBytes);
    heap.free(src);
    heap.free(dst);
  }
  expect(kernels.scratch_mark()).toBe(before);
});

test.each<[what: string, codec: Codec, bytes: string, dstBytes: number]>([
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
  ["half a header", "gzip", "1f 8b 08 00 00 00 00 00 00", 10],
  ["another wrapper", "gzip", "78 9c 4b 04 00 00 62 00 62 78 9c 4b 04 00 00 62 00 62", 10],
  ["a name without end", "gzip", "1f 8b 08 08 00 00 00 00 00 03 61 61 61 61 61 61 61 61 61", 10],
  ["a block of a kind that does not exist", "gzip", `${GZIP_HEADER} 07 ${TRAILER_0}`, 10],
  ["a stored block with lengths that differ", "gzip", `${GZIP_HEADER} 01 01 00 ff ff 61 ${TRAILER_1}`, 10],
  ["a stored block longer than the input", "gzip", `${GZIP_HEADER} 01 ff 00 00 ff 61 ${TRAILER_1}`, 1000],
  ["a distance before the start", "gzip", `${GZIP_HEADER} 4b 04 13 00 ${TRAILER_1}`, 10],
  ["a length other than the trailer says", "gzip", `${GZIP_HEADER} 4b 04 00 ${TRAILER_0}`, 10],
  ["something after the last member", "gzip", `${GZIP_HEADER} 4b 04 00 ${TRAILER_1} 61`, 10],
  ["another magic number", "zstd", "28 b5 2f fc 20 00 01 00 00", 10],
  ["a reserved flag", "zstd", "28 b5 2f fd 28 00 01 00 00", 10],
  ["a reserved kind of block", "zstd", "28 b5 2f fd 20 00 07 00 00", 10],
  ["no last block", "zstd", "28 b5 2f fd 20 01 0a 00 00 61", 10],
  ["more than the frame's size says", "zstd", "28 b5 2f fd 20 01 13 00 00 61", 10],
  ["less than the frame's size says", "zstd", "28 b5 2f fd 20 03 13 00 00 61", 10],
  ["a raw block longer than the input", "zstd", "28 b5 2f fd 20 02 11 00 00 61", 10],
  ["no checksum", "zstd", "28 b5 2f fd 24 01 0b 00 00 61", 10],
  ["a skippable frame longer than the input", "zstd", "50 2a 4d 18 ff ff ff ff 00", 10],
  ["a tree that no block had yet", "zstd", `${ZSTD_HEADER} 2d 00 00 13 40 00 80 00`, 10],
  ["a repeated table that no block had yet", "zstd", `${ZSTD_HEADER} 2d 00 00 08 61 01 ff 01`, 10],
  ["something after no sequences", "zstd", `${ZSTD_HEADER} 25 00 00 08 61 00 00`, 10],
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
