// JSON for what travels between threads: with bigints and the numbers that JSON has no words for. Handles of the main
// thread's blocks (`allocations`) stay behind: other threads only need addresses.

const MARK = "\u0000";

export function encodeWire(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value, replace));
}

export function decodeWire(bytes: Uint8Array): unknown {
  // TextDecoder refuses shared memory in browsers.
  return JSON.parse(new TextDecoder().decode(bytes.slice()), revive);
}

function replace(key: string, value: unknown): unknown {
  if (key === "allocations") return [];
  if (typeof value === "bigint") return `${MARK}n${value}`;
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
    return `${MARK}f${Object.is(value, -0) ? "-0" : value}`;
  if (typeof value === "string" && value.startsWith(MARK)) return `${MARK}s${value}`;
  return value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith(MARK)) return value;
  const text = value.slice(2);
  if (value[1] === "n") return BigInt(text);
  return value[1] === "f" ? Number(text) : text;
}
