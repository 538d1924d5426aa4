// The package's types from its source, as type tests import them.

import type { Pl } from "../../src/frame/index.js";

declare const pl: Pl;
export default pl;
export type * from "../../src/frame/public.js";
