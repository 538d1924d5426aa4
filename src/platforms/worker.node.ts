// The entry of a worker thread in Node.

import { parentPort } from "node:worker_threads";
import * as comlink from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { openReaderFor } from "../engine/readers.js";
import { createWorkerApi } from "../engine/worker.js";
import { RUN_OVER, setPlatform } from "../platform.js";
import { nodePlatform } from "./node.js";

if (parentPort !== null) {
  const port = parentPort;
  setPlatform(nodePlatform);
  comlink.expose(
    createWorkerApi(openReaderFor, () => port.postMessage(RUN_OVER)),
    nodeEndpoint(port),
  );
}
