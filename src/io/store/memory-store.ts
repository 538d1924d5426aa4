// Bytes that are in this thread's memory already.

import { IoError } from "../../errors/index.js";
import type { SyncStore } from "./byte-store.js";

export function memoryStore(bytes: Uint8Array): SyncStore {
  const label = `Uint8Array of ${bytes.byteLength} bytes`;
  return {
    access: "sync",
    label,
    byteLength: () => bytes.byteLength,
    read(offset, target) {
      if (offset + target.byteLength > bytes.byteLength)
        throw new IoError(`${label} ends before byte ${offset + target.byteLength}`, label, offset);
      target.set(bytes.subarray(offset, offset + target.byteLength));
    },
    close: () => undefined,
  };
}
