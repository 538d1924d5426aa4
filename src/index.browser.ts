// floe in pages and their workers.

import { setPlatform } from "./platform.js";
import { browserPlatform } from "./platforms/browser.js";

setPlatform(browserPlatform);

export * from "./index.common.js";
export { pl as default } from "./index.common.js";
