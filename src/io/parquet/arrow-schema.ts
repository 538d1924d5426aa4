// Writers that stand on Arrow leave its schema in the footer: an IPC message as base64. It knows what Parquet's types do
// not: time zones by name, and durations. Only that is read here, straight from the flatbuffer; in doubt, nothing.

import { type ColumnType, Datetime, Duration, type TimeUnit } from "../../types/index.js";

export const ARROW_SCHEMA_KEY = "ARROW:schema";

const TYPE_TIMESTAMP = 10;
const TYPE_DURATION = 18;
/** Seconds come first, and stand in no floe dtype. */
const UNITS: readonly (TimeUnit | undefined)[] = [undefined, "ms", "us", "ns"];

export type Refinement = (dtype: ColumnType) => ColumnType;

/** For each top-level column that the Arrow schema knows more of, what its Parquet dtype becomes. */
export function arrowRefinements(encoded: string | undefined): ReadonlyMap<string, Refinement> {
  if (encoded === undefined) return new Map();
  try {
    return readSchema(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
  } catch {
    // The file can be read without it.
    return new Map();
  }
}

function readSchema(message: Uint8Array): ReadonlyMap<string, Refinement> {
  const view = new DataView(message.buffer);
  // A marker, the length of the message, then the message.
  const start = view.getUint32(0, true) === 0xffffffff ? 8 : 4;
  const root = new Table(view, start + view.getUint32(start, true));
  const schema = root.table(2);
  const refinements = new Map<string, Refinement>();
  for (const field of schema?.tables(1) ?? []) {
    const name = field.string(0);
    const refinement = refinementOf(field.byte(2), field.table(3));
    if (name !== undefined && refinement !== undefined) refinements.set(name, refinement);
  }
  return refinements;
}

function refinementOf(kind: number, type: Table | undefined): Refinement | undefined {
  if (kind === TYPE_TIMESTAMP) {
    const zone = type?.string(1);
    if (zone === undefined || zone === "") return undefined;
    return (dtype) => (dtype.kind === "Datetime" && dtype.timeZone !== null ? Datetime(dtype.unit, zone) : dtype);
  }
  if (kind !== TYPE_DURATION) return undefined;
  const unit = UNITS[type?.short(0, 1) ?? 1];
  return unit === undefined ? undefined : (dtype) => (dtype.kind === "Int64" ? Duration(unit) : dtype);
}

/** A table of a flatbuffer: a vtable says where each field lies, 0 for those that are not there. */
class Table {
  constructor(
    readonly view: DataView,
    readonly at: number,
  ) {}

  #field(index: number): number | undefined {
    const vtable = this.at - this.view.getInt32(this.at, true);
    const entry = 4 + 2 * index;
    if (entry >= this.view.getUint16(vtable, true)) return undefined;
    const offset = this.view.getUint16(vtable + entry, true);
    return offset === 0 ? undefined : this.at + offset;
  }

  byte(index: number): number {
    const at = this.#field(index);
    return at === undefined ? 0 : this.view.getUint8(at);
  }

  short(index: number, absent: number): number {
    const at = this.#field(index);
    return at === undefined ? absent : this.view.getInt16(at, true);
  }

  table(index: number): Table | undefined {
    const at = this.#field(index);
    return at === undefined ? undefined : new Table(this.view, at + this.view.getUint32(at, true));
  }

  tables(index: number): Table[] {
    const at = this.#field(index);
    if (at === undefined) return [];
    const vector = at + this.view.getUint32(at, true);
    return Array.from({ length: Math.min(this.view.getUint32(vector, true), this.view.byteLength / 4) }, (_, member) => {
      const reference = vector + 4 + 4 * member;
      return new Table(this.view, reference + this.view.getUint32(reference, true));
    });
  }

  string(index: number): string | undefined {
    const at = this.#field(index);
    if (at === undefined) return undefined;
    const text = at + this.view.getUint32(at, true);
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, text + 4, this.view.getUint32(text, true)));
  }
}
