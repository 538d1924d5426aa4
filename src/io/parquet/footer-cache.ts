// The footers of files that were scanned lately: a dashboard or notebook scans the same file again and again, and reading and
// parsing the footer of a large one takes longer than many a query. A file that was changed has another version.

import type { SyncStore } from "../store/index.js";
import type { FileMetadata } from "./metadata.js";

const FILES_MAX = 16;

/** By path, the least lately used first. */
const footers = new Map<string, { readonly version: string; readonly metadata: FileMetadata }>();

/** The footer of the store's file, read by `read` unless it is known. */
export function cachedFooter(store: SyncStore, read: () => FileMetadata): FileMetadata {
  const { path } = store;
  const version = store.version?.();
  if (path === undefined || version === undefined) return read();
  const known = footers.get(path);
  const fresh = known?.version === version;
  const metadata = fresh ? known.metadata : read();
  if (fresh) store.close();
  footers.delete(path);
  footers.set(path, { version, metadata });
  for (const oldest of footers.keys()) {
    if (footers.size <= FILES_MAX) break;
    footers.delete(oldest);
  }
  return metadata;
}
