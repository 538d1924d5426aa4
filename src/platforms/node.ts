// floe's host in Node: worker_threads, files by synchronous reads.

import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { type Platform, type PlatformWorker, RUN_OVER } from "../platform.js";
import { openFile, writeFile } from "./node-files.js";

export const nodePlatform: Platform = {
  name: "node",
  threads: availableParallelism(),
  mayWait: true,
  createWorker: startWorker,
  openFile,
  writeFile,
  fetch: (input, init) => fetch(input, init),
  requirePackage,
};

const require = createRequire(import.meta.url);

function requirePackage(name: string): unknown {
  try {
    return require(name);
  } catch {
    // Bundled, or installed where only a bundler finds it: `import` knows.
    return undefined;
  }
}

function startWorker(): PlatformWorker {
  const worker = new Worker(new URL("./worker.node.js", import.meta.url));
  worker.unref();
  return {
    endpoint: nodeEndpoint(worker),
    onOver: (listener) => {
      worker.on("message", (message: unknown) => {
        if (message === RUN_OVER) listener();
      });
      // A listener gives the port a reference again.
      worker.unref();
    },
    onError: (listener) => {
      worker.on("error", listener);
      worker.on("exit", () => listener(new Error("floe's worker has ended")));
    },
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    terminate: () => void worker.terminate(),
    // Node says so in this way only: a loop that is no more has been idle for -1 ms.
    ended: () => worker.performance.eventLoopUtilization().idle < 0,
  };
}
