// The store for what a user passed to a scan.

import { InvalidOperationError } from "../../errors/index.js";
import { type BlobLike, blobStore } from "./blob-store.js";
import type { ByteStore } from "./byte-store.js";
import { fileStore } from "./file-store.js";
import { memoryStore } from "./memory-store.js";
import { urlStore } from "./url-store.js";

/** A path (Node) or URL, a Blob or File, or the bytes. */
export type ByteInput = string | URL | BlobLike | Uint8Array | ArrayBuffer;

const REMOTE = /^(https?|blob|data):/i;

/** @throws {InvalidOperationError} when it is none of these. */
export function storeOf(input: ByteInput): ByteStore {
  if (typeof input === "string") {
    if (REMOTE.test(input)) return urlStore(input);
    return input.startsWith("file://") ? fileStore(pathOf(new URL(input))) : fileStore(input);
  }
  if (input instanceof URL) return input.protocol === "file:" ? fileStore(pathOf(input)) : urlStore(input.href);
  if (input instanceof Uint8Array) return memoryStore(input);
  if (input instanceof ArrayBuffer) return memoryStore(new Uint8Array(input));
  if (isBlob(input)) return blobStore(input);
  throw new InvalidOperationError(
    `can't read from ${describe(input)}: allowed are a path, a URL, a Blob, a File, a Uint8Array or an ArrayBuffer`,
  );
}

function isBlob(input: unknown): input is BlobLike {
  if (typeof input !== "object" || input === null) return false;
  const { size, slice } = input as Partial<BlobLike>;
  return typeof size === "number" && typeof slice === "function";
}

/** Windows paths stand behind a slash: `file:///C:/data`. */
function pathOf(url: URL): string {
  return decodeURIComponent(url.pathname).replace(/^\/([A-Za-z]:)/, "$1");
}

function describe(input: unknown): string {
  return input === null || typeof input !== "object" ? String(input) : `a ${input.constructor?.name ?? "value"}`;
}
