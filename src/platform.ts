// What floe needs of its host. Everything else is the same in Node, pages and workers; `platforms/` implements it.

/** A worker thread as the pool sees it. */
export interface PlatformWorker {
  /** For comlink. */
  readonly endpoint: WorkerEndpoint;
  /** `listener` hears when a run may be over: the worker sends RUN_OVER. */
  onOver(listener: () => void): void;
  onError(listener: (error: unknown) => void): void;
  /** While a query waits for workers the process must not end; otherwise they must not keep it alive. */
  ref(): void;
  unref(): void;
  terminate(): void;
  /** Whether it has ended, as far as is known without listening: a thread that waits hears no events. */
  ended(): boolean;
}

/** The one message of workers that is not comlink's. */
export const RUN_OVER = "over";

export interface WorkerEndpoint {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: object): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: object): void;
  start?(): void;
}

/** An open file of the host, read synchronously. */
export interface PlatformFile {
  readonly byteLength: number;
  /** Another after the file was changed or replaced. */
  readonly version: string;
  /** Fills `target` from `position` on; fewer bytes than asked for only at the end of the file. */
  readInto(target: Uint8Array, position: number): number;
  close(): void;
}

export interface Platform {
  readonly name: "node" | "browser";
  /** Threads to use when the user does not say. */
  readonly threads: number;
  /** This thread may block, and do tasks beside workers. */
  readonly mayWait: boolean;
  /** Absent where there are no threads, or no shared memory. */
  createWorker?(): PlatformWorker;
  /** Absent where there is no file system. @throws {IoError} */
  openFile?(path: string): PlatformFile;
  /** Replaces the file. Absent where there is no file system. @throws {IoError} */
  writeFile?(path: string, bytes: Uint8Array): Promise<void>;
  fetch?: typeof fetch;
  /** A package at once, undefined where it is not found. Absent where that can only be awaited. */
  requirePackage?(name: string): unknown;
}

let current: Platform | undefined;

/** Called once, by the entry point of the package or of a worker. */
export function setPlatform(platform: Platform): void {
  current = platform;
}

export function platform(): Platform {
  if (current === undefined) throw new Error("floe: internal error: no platform is set");
  return current;
}
