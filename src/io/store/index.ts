export * from "./byte-store.js";
export { openPath, readFully } from "./file-store.js";
export * from "./store-of.js";
export { urlStore } from "./url-store.js";
