export * from "./codecs/index";
export * from "./column";
export * from "./dictionary";
export * from "./take";
export * from "./test-values";
