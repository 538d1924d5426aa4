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
  // Readable: Node prints the line an error came from, and users' bundlers mangle names anyway.
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
  sourcemap: false,
  clean: true,
  deps: { neverBundle: ["apache-arrow", "parquet-wasm", /^node:/], alwaysBundle: [/^comlink/, /^hyparquet/], onlyBundle: false },
  outputOptions: { comments: { legal: true, annotation: true, jsdoc: false } },
  inputOptions: { resolve: { mainFields: ["module", "main"] } },
});
