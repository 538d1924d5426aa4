import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  // Tests of the public API run on what users get: the built package, with its workers.
  resolve: { alias: { floe: `${root}dist/index.node.js` } },
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, pool: "forks" },
});
