// Reads the variable-length integers of page headers and delta encodings, never past the end. One reader a thread: start
// it with `readFrom`, take what is there, then ask `readFailed` once.

let at: usize = 0;
let end: usize = 0;
let failed: bool = false;

export function readFrom(start: usize, stop: usize): void {
  at = start;
  end = stop;
  failed = false;
}

/** Address of the next byte. */
export function readAt(): usize { return at; }
export function readLeft(): usize { return end - at; }
export function readFailed(): bool { return failed; }
export function failRead(): void { failed = true; }

export function readByte(): u32 {
  if (at >= end) {
    failed = true;
    return 0;
  }
  return load<u8>(at++);
}

export function readSkip(bytes: u64): void {
  if (bytes > <u64>(end - at)) {
    failed = true;
    at = end;
  } else at += <usize>bytes;
}

export function readVarint(): u64 {
  let value: u64 = 0;
  for (let shift: u64 = 0; shift < 70; shift += 7) {
    if (at >= end) break;
    const byte = load<u8>(at++);
    value |= <u64>(byte & 127) << shift;
    if (byte < 128) return value;
  }
  failed = true;
  return 0;
}

export function readZigzag(): i64 {
  const value = readVarint();
  return <i64>(value >> 1) ^ -<i64>(value & 1);
}
