// A file by its path, through the platform. Opened when first needed.

import { InvalidOperationError, IoError } from "../../errors/index.js";
import { type PlatformFile, platform } from "../../platform.js";
import type { SyncStore } from "./byte-store.js";

/** @throws {IoError} when there is no such file. @throws {InvalidOperationError} where there is no file system. */
export function openPath(path: string): PlatformFile {
  const { openFile } = platform();
  if (openFile === undefined) {
    throw new InvalidOperationError(
      `there is no file system here to read ${JSON.stringify(path)} from: pass a URL, a Blob, a File or a Uint8Array`,
    );
  }
  return openFile(path);
}

/** @throws {IoError} when the file ends before `target` is full. */
export function readFully(file: PlatformFile, path: string, offset: number, target: Uint8Array): void {
  const count = file.readInto(target, offset);
  if (count < target.byteLength) {
    throw new IoError(`${JSON.stringify(path)} ends at byte ${offset + count}, before byte ${offset + target.byteLength}`, path, offset);
  }
}

export function fileStore(path: string): SyncStore {
  let opened: PlatformFile | undefined;
  const file = (): PlatformFile => {
    opened ??= openPath(path);
    return opened;
  };
  return {
    access: "sync",
    label: path,
    path,
    version: () => file().version,
    byteLength: () => file().byteLength,
    read: (offset, target) => readFully(file(), path, offset, target),
    close() {
      opened?.close();
      opened = undefined;
    },
  };
}
