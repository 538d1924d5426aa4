// floe's host in pages and their workers.

import { type Platform, type PlatformWorker, RUN_OVER } from "../platform.js";

const inWorker = typeof document === "undefined";

export const browserPlatform: Platform = {
  name: "browser",
  threads: typeof navigator === "undefined" ? 1 : (navigator.hardwareConcurrency ?? 1),
  mayWait: inWorker,
  ...(typeof Worker === "undefined" ? {} : { createWorker: startWorker }),
  ...(typeof fetch === "undefined" ? {} : { fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init) }),
};

function startWorker(): PlatformWorker {
  const worker = new Worker(new URL("./worker.browser.js", import.meta.url), { type: "module" });
  return {
    endpoint: worker,
    onOver: (listener) =>
      worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (data === RUN_OVER) listener();
      }),
    // Without a message the script itself could not be loaded.
    onError: (listener) =>
      worker.addEventListener("error", ({ message = "its script can't be loaded" }) => listener(new Error(`floe's worker: ${message}`))),
    ref: () => undefined,
    unref: () => undefined,
    terminate: () => worker.terminate(),
    ended: () => false,
  };
}
