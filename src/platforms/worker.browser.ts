// The entry of a worker in a page.

import * as comlink from "comlink";
import { openReaderFor } from "../engine/readers.js";
import { createWorkerApi } from "../engine/worker.js";
import { RUN_OVER, setPlatform } from "../platform.js";
import { browserPlatform } from "./browser.js";

setPlatform(browserPlatform);
comlink.expose(createWorkerApi(openReaderFor, () => globalThis.postMessage(RUN_OVER)));
