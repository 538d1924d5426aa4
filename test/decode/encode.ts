// Plain encoders of Parquet pages, for tests: as the format's description says, bit by bit.

export const varint = (value: number | bigint): number[] => {
  const bytes: number[] = [];
  let left = BigInt(value);
  for (; left >= 128n; left >>= 7n) bytes.push(Number(left & 127n) | 128);
  return [...bytes, Number(left)];
};
export const zigzag = (value: number | bigint): number[] => {
  const big = BigInt(value);
  return varint(BigInt.asUintN(64, (big << 1n) ^ (big >> 63n)));
};
export const u32 = (value: number): number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];

/** Least significant bit first. */
export function packBits(values: readonly bigint[], width: number): number[] {
  const bytes = new Array<number>(Math.ceil((values.length * width) / 8)).fill(0);
  for (const [index, value] of values.entries()) {
    for (let bit = 0; bit < width; bit++) {
      const at = index * width + bit;
      if ((value >> BigInt(bit)) & 1n) bytes[at >> 3]! |= 1 << (at & 7);
    }
  }
  return bytes;
}

/** A run of `count` times one value, or of packed values, padded to a multiple of 8. */
export type Run = { readonly repeat: number; readonly count: number } | { readonly packed: readonly number[] };

export function encodeRuns(runs: readonly Run[], width: number): number[] {
  return runs.flatMap((run) => {
    if ("repeat" in run) return [...varint(run.count << 1), ...u32(run.repeat).slice(0, Math.ceil(width / 8))];
    const groups = Math.ceil(run.packed.length / 8);
    const padded = [...run.packed, ...new Array<number>(groups * 8 - run.packed.length).fill(0)];
    return [...varint((groups << 1) | 1), ...packBits(padded.map(BigInt), width)];
  });
}

/** What the runs stand for: padding included, as readers see it. */
export function expandRuns(runs: readonly Run[]): number[] {
  return runs.flatMap((run) => {
    if ("repeat" in run) return new Array<number>(run.count).fill(run.repeat);
    return [...run.packed, ...new Array<number>((8 - (run.packed.length % 8)) % 8).fill(0)];
  });
}

const BLOCK = 128;
const MINIBLOCKS = 4;

export function encodeDelta(values: readonly bigint[]): number[] {
  const bytes = [...varint(BLOCK), ...varint(MINIBLOCKS), ...varint(values.length), ...zigzag(values[0] ?? 0n)];
  const deltas = values.slice(1).map((value, index) => BigInt.asIntN(64, value - values[index]!));
  for (let block = 0; block < deltas.length; block += BLOCK) {
    const some = deltas.slice(block, block + BLOCK);
    const least = [...some].sort((left, right) => (left < right ? -1 : 1))[0]!;
    const rest = some.map((delta) => BigInt.asUintN(64, delta - least));
    const minis = Array.from({ length: MINIBLOCKS }, (_, index) =>
      rest.slice((index * BLOCK) / MINIBLOCKS, ((index + 1) * BLOCK) / MINIBLOCKS),
    );
    const widths = minis.map((mini) => Math.max(0, ...mini.map((value) => value.toString(2).length * Number(value !== 0n))));
    bytes.push(...zigzag(least), ...widths);
    for (const [index, mini] of minis.entries()) {
      if (mini.length > 0)
        bytes.push(...packBits([...mini, ...new Array<bigint>(BLOCK / MINIBLOCKS - mini.length).fill(0n)], widths[index]!));
    }
  }
  return bytes;
}

/** A data page of version 1, not compressed. */
export function dataPage(encoding: number, rows: number, body: readonly number[]): number[] {
  const i32 = (value: number): number[] => [0x15, ...zigzag(value)];
  const header = [...i32(rows), ...i32(encoding), ...i32(3), ...i32(3), 0];
  return [...i32(0), ...i32(body.length), ...i32(body.length), 0x2c, ...header, 0, ...body];
}

/** Definition levels as version 1 has them. */
export const levels = (runs: readonly Run[]): number[] => {
  const bytes = encodeRuns(runs, 1);
  return [...u32(bytes.length), ...bytes];
};
