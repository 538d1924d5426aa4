export { blobStore } from "./blob-store.js";
export * from "./byte-store.js";
export { fileStore, openPath, readFully } from "./file-store.js";
export { memoryStore } from "./memory-store.js";
export * from "./store-of.js";
export { urlStore } from "./url-store.js";
