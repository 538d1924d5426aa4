// Thrift's compact protocol, as far as it takes to change a footer: values are told apart, and stay as they are encoded.

/** A field of a struct. Of a boolean the type is the value, and there are no bytes. */
export interface Field {
  readonly id: number;
  readonly type: number;
  readonly bytes: Uint8Array;
}

export interface List {
  readonly type: number;
  readonly items: readonly Uint8Array[];
}

export const TYPE_I32 = 5;
export const TYPE_I64 = 6;
export const TYPE_LIST = 9;
export const TYPE_STRUCT = 12;

const TYPE_BYTE = 3;
const TYPE_DOUBLE = 7;
const TYPE_BINARY = 8;
const TYPE_SET = 10;
const TYPE_MAP = 11;
const TYPE_UUID = 13;

/** Lists of so many items or more have their length in a number of its own. */
const LONG_LIST = 15;

/** @throws {Error} when the bytes are damaged. */
export function readStruct(bytes: Uint8Array): Field[] {
  return new Cursor(bytes).fields();
}

/** @throws {Error} when the bytes are damaged. */
export function readList(bytes: Uint8Array): List {
  return new Cursor(bytes).list();
}

export function writeStruct(fields: readonly Field[]): Uint8Array {
  // Ids in full, not as steps from the one before.
  return joined([...fields.flatMap(({ id, type, bytes }) => [Uint8Array.of(type), writeInt(id), bytes]), Uint8Array.of(0)]);
}

export function writeList({ type, items }: List): Uint8Array {
  const isLong = items.length >= LONG_LIST;
  const head = Uint8Array.of(((isLong ? LONG_LIST : items.length) << 4) | type);
  return joined([head, isLong ? varint(items.length) : new Uint8Array(0), ...items]);
}

/** A whole number, as of the types I16, I32 and I64. */
export function writeInt(value: number): Uint8Array {
  return varint(value < 0 ? -2 * value - 1 : 2 * value);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
  return Uint8Array.of(...bytes, left);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.byteLength;
  }
  return bytes;
}

class Cursor {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  fields(): Field[] {
    const fields: Field[] = [];
    let id = 0;
    for (let head = this.#byte(); head !== 0; head = this.#byte()) {
      const step = head >>> 4;
      id = step === 0 ? this.#int() : id + step;
      const type = head & 15;
      fields.push({ id, type, bytes: type <= 2 ? new Uint8Array(0) : this.#value(type) });
    }
    return fields;
  }

  list(): List {
    const head = this.#byte();
    const type = head & 15;
    const items: Uint8Array[] = [];
    for (let left = head >>> 4 === LONG_LIST ? this.#varint() : head >>> 4; left > 0; left--) items.push(this.#value(type));
    return { type, items };
  }

  /** The bytes of a value, which is passed over. Booleans take one: those of structs have no value. */
  #value(type: number): Uint8Array {
    const start = this.#at;
    switch (type) {
      case 1:
      case 2:
      case TYPE_BYTE:
        this.#skip(1);
        break;
      case 4:
      case TYPE_I32:
      case TYPE_I64:
        this.#varint();
        break;
      case TYPE_DOUBLE:
        this.#skip(8);
        break;
      case TYPE_BINARY:
        this.#skip(this.#varint());
        break;
      case TYPE_LIST:
      case TYPE_SET:
        this.list();
        break;
      case TYPE_MAP: {
        const size = this.#varint();
        const types = size === 0 ? 0 : this.#byte();
        for (let left = size; left > 0; left--) {
          this.#value(types >>> 4);
          this.#value(types & 15);
        }
        break;
      }
      case TYPE_STRUCT:
        this.fields();
        break;
      case TYPE_UUID:
        this.#skip(16);
        break;
      default:
        throw new Error(`a value of the type ${type}`);
    }
    return this.bytes.subarray(start, this.#at);
  }

  #byte(): number {
    this.#skip(1);
    return this.bytes[this.#at - 1] as number;
  }

  #skip(count: number): void {
    this.#at += count;
    if (this.#at > this.bytes.byteLength) throw new Error("it ends early");
  }

  #int(): number {
    const value = this.#varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Large ones are not exact: those are passed over only. */
  #varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
}
