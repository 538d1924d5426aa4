import { defineConfig } from "tsdown";

// One bundle a host, and one for its workers. What is heavy and seldom needed stays outside, and is imported on demand.
export default defineConfig({
  entry: {
    "index.node": "src/index.node.ts",
    "index.browser": "src/index.browser.ts",
    "worker.node": "src/platforms/worker.node.ts",
    "worker.browser": "src/platforms/worker.browser.ts",
  },
  format: "esm",
  outDir: "dist",
  outExtensions: () => ({ js: ".js" }),
  platform: "neutral",
  target: "es2022",
  dts: false,
  minify: { compress: true, mangle: true, codegen: { removeWhitespace: false } },
  sourcemap: true,
  clean: true,
  external: ["apache-arrow", "parquet-wasm", /^node:/],
  noExternal: ["comlink", "hyparquet"],
  inputOptions: { resolve: { mainFields: ["module", "main"] } },
});
