// JSON for what travels between threads: with bigints and the numbers that JSON has no words for. Handles of the main
// thread's blocks (`allocations`) stay behind: other threads only need addresses.

const MARK = "\u0000";
/** As it stands in JSON. */
const MARK_TEXT = "\\u0000";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeWire(value: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(JSON.stringify(wireValue(value)));
}

export function decodeWire(bytes: Uint8Array): unknown {
  // TextDecoder refuses shared memory in browsers.
  const text = decoder.decode(bytes.slice());
  // Most has no mark, and is read several times as fast without a function to call for every value.
  return JSON.parse(text, text.includes(MARK_TEXT) ? revive : undefined);
}

/** What JSON can say: the value itself where nothing in it had to change. A replacer would make `stringify` several times as slow. */
function wireValue(value: unknown): unknown {
  switch (typeof value) {
    case "bigint":
      return `${MARK}n${value}`;
    case "number":
      if (!Number.isFinite(value) || Object.is(value, -0)) return `${MARK}f${Object.is(value, -0) ? "-0" : value}`;
      return value;
    case "string":
      return value.startsWith(MARK) ? `${MARK}s${value}` : value;
    case "object":
      if (value === null) return null;
      return Array.isArray(value) ? wireArray(value) : wireObject(value as Readonly<Record<string, unknown>>);
    default:
      return value;
  }
}

function wireArray(items: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const changed = wireValue(items[index]);
    if (changed === items[index]) continue;
    copy ??= [...items];
    copy[index] = changed;
  }
  return copy ?? items;
}

function wireObject(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let copy: Readonly<Record<string, unknown>> | undefined;
  for (const key of Object.keys(object)) {
    const changed = key === "allocations" ? [] : wireValue(object[key]);
    if (changed !== object[key]) copy = { ...(copy ?? object), [key]: changed };
  }
  return copy ?? object;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith(MARK)) return value;
  const text = value.slice(2);
  if (value[1] === "n") return BigInt(text);
  return value[1] === "f" ? Number(text) : text;
}
