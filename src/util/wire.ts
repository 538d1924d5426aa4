// JSON for what travels between threads, and beside it the values that JSON has no words for: bigints and some numbers. Handles of
// the main thread's blocks (`allocations`) stay behind: other threads only need addresses.

/** A value that JSON can't say: where it stands, from the inside out, and what it is. */
interface Patch {
  readonly path: (string | number)[];
  readonly kind: "bigint" | "number";
  readonly text: string;
}

interface Wire {
  readonly value: unknown;
  readonly patches: readonly Patch[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeWire(value: unknown): Uint8Array<ArrayBuffer> {
  const patches: Patch[] = [];
  const wire: Wire = { value: wireValue(value, patches), patches };
  close(patches, 0, "value");
  return encoder.encode(JSON.stringify(wire));
}

export function decodeWire(bytes: Uint8Array): unknown {
  // TextDecoder refuses shared memory in browsers. A reviver would make `parse` several times as slow.
  const wire = JSON.parse(decoder.decode(bytes.slice())) as Wire;
  for (const { path, kind, text } of wire.patches) {
    let holder = wire as unknown as Record<string | number, unknown>;
    for (let step = path.length - 1; step > 0; step--) holder = holder[path[step] as string] as typeof holder;
    holder[path[0] as string] = kind === "bigint" ? BigInt(text) : Number(text);
  }
  return wire.value;
}

/** Most values: they have no parts, and JSON can say them. */
function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return value === null || (typeof value !== "object" && typeof value !== "bigint");
}

/** The value itself where JSON can say all of it. A replacer would make `stringify` several times as slow. */
function wireValue(value: unknown, patches: Patch[]): unknown {
  if (isPlain(value)) return value;
  if (typeof value === "object") {
    // In one call of either: engines then inline neither into the other, over and over.
    const wireParts = Array.isArray(value) ? wireArray : wireObject;
    return wireParts(value as unknown[] & Record<string, unknown>, patches);
  }
  patches.push({ path: [], kind: typeof value as Patch["kind"], text: Object.is(value, -0) ? "-0" : String(value) });
  return null;
}

function wireArray(items: readonly unknown[], patches: Patch[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (isPlain(item)) continue;
    const before = patches.length;
    const changed = wireValue(item, patches);
    if (changed === item) continue;
    close(patches, before, index);
    copy ??= [...items];
    copy[index] = changed;
  }
  return copy ?? items;
}

function wireObject(object: Readonly<Record<string, unknown>>, patches: Patch[]): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | undefined;
  for (const key in object) {
    const value = object[key];
    if (isPlain(value)) continue;
    const before = patches.length;
    const changed = key === "allocations" ? [] : wireValue(value, patches);
    if (changed === value) continue;
    close(patches, before, key);
    copy ??= { ...object };
    copy[key] = changed;
  }
  return copy ?? object;
}

/** Those from number `from` on stand in what stands at `key`. */
function close(patches: readonly Patch[], from: number, key: string | number): void {
  for (let index = from; index < patches.length; index++) patches[index]?.path.push(key);
}
