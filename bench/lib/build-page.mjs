// A page of bench/page/ with floe as it is built, in a folder to be served.
import path from "node:path";

const BENCH = path.join(import.meta.dirname, "..");

/** The folder. */
export async function buildPage(page) {
  const { build } = await import("vite");
  const outDir = path.join(BENCH, "data", path.basename(page, ".html"));
  await build({
    root: path.join(BENCH, "page"),
    base: "./",
    logLevel: "error",
    resolve: { alias: { floe: path.join(BENCH, "../dist/index.browser.js") } },
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      rollupOptions: { input: path.join(BENCH, "page", page) },
    },
  });
  return outDir;
}
