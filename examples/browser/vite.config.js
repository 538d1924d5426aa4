// `npm run dev`: the demo page on the built package. The two headers isolate the page, which is what shared memory needs.

import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const repository = fileURLToPath(new URL("../..", import.meta.url));
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

export default defineConfig({
  root,
  // The flights are served from where npm put them, with range requests.
  publicDir: `${repository}node_modules/vega-datasets/data`,
  resolve: { alias: { floe: `${repository}dist/index.browser.js` } },
  server: { headers, fs: { allow: [repository] } },
  preview: { headers },
  optimizeDeps: { exclude: ["floe"] },
});
