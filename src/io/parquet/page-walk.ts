// Looks at the page headers of a chunk, without reading the pages between them.

import type { Instance } from "../../kernels/index.js";
import type { Reading } from "../store/index.js";
import type { ChunkMetadata } from "./metadata.js";

interface PageHeader {
  readonly offset: number;
  readonly headerBytes: number;
  readonly type: number;
  readonly bodyBytes: number;
  readonly pageBytes: number;
  readonly valueCount: number;
  readonly encoding: number;
}

export const PAGE_DICTIONARY = 2;
/** PLAIN_DICTIONARY and RLE_DICTIONARY. */
const DICTIONARY_ENCODINGS = [2, 8];
/** Headers are some 30 bytes, unless they hold statistics of long strings. */
const WINDOW_BYTES = 512;
const WINDOW_BYTES_MAX = 64 * 1024;
/** More pages are not worth looking at. */
const PAGES_MAX = 64;

/** The header at the start of `bytes`, which lie at `offset` of the file; undefined when it is damaged or cut off. */
export function parsePageHeader({ heap, kernels }: Instance, bytes: Uint8Array, offset: number): PageHeader | undefined {
  const address = heap.alloc(bytes.byteLength);
  const out = heap.alloc(kernels.parquet_page_header_bytes());
  heap.bytes(address, bytes.byteLength).set(bytes);
  const status = kernels.parquet_page_header(address, address + bytes.byteLength, out);
  const words = heap.u32s(out, 6);
  const [headerBytes, type, bodyBytes, pageBytes, valueCount, encoding] = words as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  heap.free(address);
  heap.free(out);
  return status < 0 ? undefined : { offset, headerBytes, type, bodyBytes, pageBytes, valueCount, encoding };
}

/**
 * The bytes of the dictionary page at the start of a chunk when all data pages of the chunk use it; undefined when one does
 * not, or when that can't be told cheaply.
 */
export function* dictionaryBytesByWalk(instance: Instance, chunk: ChunkMetadata): Reading<number | undefined> {
  const end = chunk.offset + chunk.length;
  let offset = chunk.offset;
  let dictionaryBytes: number | undefined;
  for (let page = 0; offset < end; page++) {
    const header = page < PAGES_MAX ? yield* headerAt(instance, offset, end) : undefined;
    if (header === undefined) return undefined;
    const bytes = header.headerBytes + header.bodyBytes;
    if (page === 0 && header.type === PAGE_DICTIONARY) dictionaryBytes = bytes;
    else if (header.type === PAGE_DICTIONARY || !DICTIONARY_ENCODINGS.includes(header.encoding)) return undefined;
    offset += bytes;
  }
  return dictionaryBytes;
}

function* headerAt(instance: Instance, offset: number, end: number): Reading<PageHeader | undefined> {
  for (let window = WINDOW_BYTES; window <= WINDOW_BYTES_MAX; window *= 8) {
    const length = Math.min(window, end - offset);
    const [bytes] = yield [{ offset, length }];
    const header = parsePageHeader(instance, bytes!, offset);
    if (header !== undefined) return header;
    if (length < window) return undefined;
  }
  return undefined;
}
