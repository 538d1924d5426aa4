// Files in Node: opened by each thread that reads them, and read synchronously, straight into the linear memory.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { writeFile as write } from "node:fs/promises";
import { IoError } from "../errors/index.js";
import type { PlatformFile } from "../platform.js";

/** @throws {IoError} */
export function openFile(path: string): PlatformFile {
  const descriptor = attempt(path, () => openSync(path, "r"));
  const stat = attempt(path, () => fstatSync(descriptor, { bigint: true }));
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw new IoError(`${JSON.stringify(path)} is not a file`, path);
  }
  return {
    byteLength: Number(stat.size),
    version: `${stat.dev}.${stat.ino}.${stat.size}.${stat.mtimeNs}.${stat.ctimeNs}`,
    readInto(target, position) {
      let done = 0;
      while (done < target.byteLength) {
        const count = attempt(path, () => readSync(descriptor, target, done, target.byteLength - done, position + done));
        if (count === 0) break;
        done += count;
      }
      return done;
    },
    close: () => closeSync(descriptor),
  };
}

/** @throws {IoError} */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await write(path, bytes);
  } catch (error) {
    throw new IoError(`can't write ${JSON.stringify(path)}: ${(error as Error).message}`, path);
  }
}

const sentences: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "no permission to read",
  EPERM: "no permission to read",
  ENOTDIR: "no such file",
};

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new IoError(`${sentences[code ?? ""] ?? `can't read (${message})`}: ${JSON.stringify(path)}`, path);
  }
}
