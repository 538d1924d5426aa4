// A Parquet file of one column of one row group of another: the chunks as they are, under a footer that speaks of them
// alone. So a reader that takes whole files is given no more than what is to be read.

import type { ColumnMetadata, RowGroupMetadata } from "../metadata.js";
import {
  type Field,
  joined,
  readList,
  readStruct,
  TYPE_I32,
  TYPE_I64,
  TYPE_LIST,
  TYPE_STRUCT,
  writeInt,
  writeList,
  writeStruct,
} from "./compact.js";

const MAGIC = Uint8Array.from("PAR1", (character) => character.charCodeAt(0));

/** Ids of fields in parquet.thrift. */
const FILE = { version: 1, schema: 2, rowCount: 3, rowGroups: 4, createdBy: 6 } as const;
const ELEMENT = { childCount: 5 } as const;
const ROW_GROUP = { columns: 1, byteLength: 2, rowCount: 3 } as const;
const CHUNK = { fileOffset: 2, metadata: 3 } as const;
/** Type, encodings, path, codec, number of values, sizes; not statistics and what else points to other places of the file. */
const COLUMN_IDS_KEPT = [1, 2, 3, 4, 5, 6, 7];
const COLUMN = { dataOffset: 9, dictionaryOffset: 11 } as const;

/** Makes excerpts of the file whose footer is given, as it is encoded. */
export class Excerpts {
  readonly #kept: readonly Field[];
  readonly #schema: readonly Uint8Array[];
  readonly #rowGroups: readonly Uint8Array[];

  /** @throws {Error} when the footer is damaged. */
  constructor(footer: Uint8Array) {
    const fields = readStruct(footer);
    this.#kept = fields.filter(({ id }) => id === FILE.version || id === FILE.createdBy);
    this.#schema = readList(bytesOf(fields, FILE.schema)).items;
    this.#rowGroups = readList(bytesOf(fields, FILE.rowGroups)).items;
  }

  /** `chunks`: the bytes of the column's leaves in that row group. */
  of(column: ColumnMetadata, rowGroup: RowGroupMetadata, chunks: readonly Uint8Array[]): Uint8Array {
    const fields = readStruct(this.#rowGroups[rowGroup.index] as Uint8Array);
    const described = readList(bytesOf(fields, ROW_GROUP.columns)).items.slice(column.leaf, column.leaf + column.leaves);
    let end = MAGIC.byteLength;
    const columns = described.map((encoded, leaf) => {
      const start = end;
      end += (chunks[leaf] as Uint8Array).byteLength;
      return chunkAt(start, encoded, rowGroup.chunks[column.leaf + leaf]?.dictionaryBytes);
    });
    const excerpt = writeStruct([
      field(ROW_GROUP.columns, TYPE_LIST, writeList({ type: TYPE_STRUCT, items: columns })),
      ...fields.filter(({ id }) => id === ROW_GROUP.byteLength || id === ROW_GROUP.rowCount),
    ]);
    const footer = writeStruct([
      ...this.#kept,
      field(FILE.schema, TYPE_LIST, writeList({ type: TYPE_STRUCT, items: this.#schemaOf(column) })),
      field(FILE.rowCount, TYPE_I64, writeInt(rowGroup.rows)),
      field(FILE.rowGroups, TYPE_LIST, writeList({ type: TYPE_STRUCT, items: [excerpt] })),
    ]);
    const footerBytes = new Uint8Array(4);
    new DataView(footerBytes.buffer).setUint32(0, footer.byteLength, true);
    return joined([MAGIC, ...chunks, footer, footerBytes, MAGIC]);
  }

  /** The root, with the column as its only child. */
  #schemaOf({ elements: [start, end] }: ColumnMetadata): Uint8Array[] {
    const root = readStruct(this.#schema[0] as Uint8Array).filter(({ id }) => id !== ELEMENT.childCount);
    return [writeStruct([...root, field(ELEMENT.childCount, TYPE_I32, writeInt(1))]), ...this.#schema.slice(start, end)];
  }
}

/** A chunk's description, moved to `start`. */
function chunkAt(start: number, encoded: Uint8Array, dictionaryBytes: number | undefined): Uint8Array {
  const metadata = readStruct(bytesOf(readStruct(encoded), CHUNK.metadata)).filter(({ id }) => COLUMN_IDS_KEPT.includes(id));
  const offsets =
    dictionaryBytes === undefined
      ? [field(COLUMN.dataOffset, TYPE_I64, writeInt(start))]
      : [field(COLUMN.dataOffset, TYPE_I64, writeInt(start + dictionaryBytes)), field(COLUMN.dictionaryOffset, TYPE_I64, writeInt(start))];
  return writeStruct([
    field(CHUNK.fileOffset, TYPE_I64, writeInt(start)),
    field(CHUNK.metadata, TYPE_STRUCT, writeStruct([...metadata, ...offsets])),
  ]);
}

const field = (id: number, type: number, bytes: Uint8Array): Field => ({ id, type, bytes });

function bytesOf(fields: readonly Field[], id: number): Uint8Array {
  const found = fields.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`the field ${id} is missing`);
  return found.bytes;
}
