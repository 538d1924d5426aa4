// floe in Node.

import { setPlatform } from "./platform.js";
import { nodePlatform } from "./platforms/node.js";

setPlatform(nodePlatform);

export * from "./index.common.js";
export { pl as default } from "./index.common.js";
