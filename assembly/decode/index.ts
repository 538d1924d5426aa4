export * from "./codecs/index";
