// What dist/ holds: bundles that need no other package until something rare is asked for.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const STATIC = /^(?:import|export)\b[^"'`]*["'`]([^"'`]+)["'`]/gm;
const DYNAMIC = /\bimport\(["'`]([^"'`]+)["'`]\)/g;

/** Packages that an entry loads: at once, and when asked for. */
function imports(entry: string): { readonly atOnce: string[]; readonly later: string[] } {
  const seen = new Set<string>();
  const atOnce = new Set<string>();
  const later = new Set<string>();
  const visit = (file: string, loaded: Set<string>) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    const note = (specifier: string, set: Set<string>) => {
      if (specifier.startsWith(".")) visit(join(dirname(file), specifier), set);
      else set.add(specifier);
    };
    for (const [, specifier] of text.matchAll(STATIC)) note(specifier as string, loaded);
    for (const [, specifier] of text.matchAll(DYNAMIC)) note(specifier as string, later);
  };
  visit(join(dist, entry), atOnce);
  return { atOnce: [...atOnce].sort(), later: [...later].sort() };
}

it.each([
  ["index.browser.js", [], ["apache-arrow", "parquet-wasm"]],
  ["worker.browser.js", [], ["apache-arrow", "parquet-wasm"]],
  ["index.node.js", ["node:fs", "node:fs/promises", "node:module", "node:os", "node:worker_threads"], ["apache-arrow", "parquet-wasm"]],
  ["worker.node.js", ["node:fs", "node:fs/promises", "node:module", "node:os", "node:worker_threads"], ["apache-arrow", "parquet-wasm"]],
])("%s imports nothing but", (entry, atOnce, later) => {
  expect(imports(entry)).toEqual({ atOnce, later });
});

it("starts workers by the expression that bundlers look for", () => {
  const texts = [...readFileSync(join(dist, "index.browser.js"), "utf8").matchAll(STATIC)].map(([, specifier]) =>
    readFileSync(join(dist, specifier as string), "utf8"),
  );
  const literal = /new Worker\(new URL\(["'`]\.\/worker\.browser\.js["'`], import\.meta\.url\), \{ type: ["'`]module["'`] \}\)/;
  expect(texts.filter((text) => literal.test(text))).toHaveLength(1);
});
