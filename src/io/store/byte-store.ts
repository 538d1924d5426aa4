// Where the bytes of a file come from. Stores are either synchronous (memory, files of Node) or not (blobs, URLs); what
// reads from them is written once, as a generator that yields the ranges it wants, and driven either way.

import { AbortError } from "../../errors/index.js";

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

interface Labelled {
  /** What errors and plans call it: a path, a URL, `Uint8Array of 12 bytes`. */
  readonly label: string;
}

export interface SyncStore extends Labelled {
  readonly access: "sync";
  /** The path, when other threads can open and read the file by themselves. */
  readonly path?: string;
  /** With `path`: another after the file was changed or replaced. */
  version?(): string;
  byteLength(): number;
  /** Fills `target` from `offset` on. @throws {IoError} when there are fewer bytes. */
  read(offset: number, target: Uint8Array): void;
  close(): void;
}

export interface AsyncStore extends Labelled {
  readonly access: "async";
  /** A range that costs a round trip, and not only a copy. */
  readonly remote: boolean;
  byteLength(signal?: AbortSignal): Promise<number>;
  /** The bytes of the ranges. @throws {IoError} when there are fewer. */
  read(ranges: readonly ByteRange[], signal?: AbortSignal): Promise<readonly Uint8Array[]>;
}

export type ByteStore = SyncStore | AsyncStore;

/** Yields ranges, is given their bytes, ends with a result. */
export type Reading<T> = Generator<readonly ByteRange[], T, readonly Uint8Array[]>;

/** Runs a reading. Synchronous on a synchronous store. `start` is given the store's size. */
export function drive<T>(store: ByteStore, start: (byteLength: number) => Reading<T>, signal?: AbortSignal): T | Promise<T> {
  return store.access === "sync" ? driveSync(store, start) : driveAsync(store, start, signal);
}

/** As `drive`, of a synchronous store. Closes it. */
export function driveSync<T>(store: SyncStore, start: (byteLength: number) => Reading<T>): T {
  try {
    const reading = start(store.byteLength());
    let step = reading.next();
    while (!step.done) {
      const parts = step.value.map(({ offset, length }) => {
        const bytes = new Uint8Array(length);
        store.read(offset, bytes);
        return bytes;
      });
      step = reading.next(parts);
    }
    return step.value;
  } finally {
    store.close();
  }
}

async function driveAsync<T>(store: AsyncStore, start: (byteLength: number) => Reading<T>, signal?: AbortSignal): Promise<T> {
  const reading = start(await store.byteLength(signal));
  let step = reading.next();
  while (!step.done) {
    if (signal?.aborted) throw new AbortError("the query was stopped by its signal");
    step = reading.next(await store.read(step.value, signal));
  }
  return step.value;
}
