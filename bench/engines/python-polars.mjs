import { openPython } from "./python.mjs";

export const open = (options) => openPython("polars", options);
