// A Blob, or a File that a user chose or dropped on the page.

import { IoError } from "../../errors/index.js";
import type { AsyncStore } from "./byte-store.js";

/** The part of Blob that is needed, so that blobs of any realm or library will do. */
export interface BlobLike {
  readonly size: number;
  readonly name?: string;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export function blobStore(blob: BlobLike): AsyncStore {
  const label = blob.name ?? `Blob of ${blob.size} bytes`;
  return {
    access: "async",
    remote: false,
    label,
    byteLength: async () => blob.size,
    read: (ranges) =>
      Promise.all(
        ranges.map(async ({ offset, length }) => {
          const bytes = await attempt(label, () => blob.slice(offset, offset + length).arrayBuffer());
          if (bytes.byteLength < length) throw new IoError(`${label} ends before byte ${offset + length}`, label, offset);
          return new Uint8Array(bytes);
        }),
      ),
  };
}

/** A File's bytes are gone when the file on disk has changed since. */
async function attempt<T>(label: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new IoError(`can't read ${label}: ${(error as Error).message}`, label);
  }
}
