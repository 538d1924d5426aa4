export * from "./decompress";
