// The package as users get it: packed, installed into an empty project, run in Node, bundled by Vite and run in Chromium.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launch } from "../browser/chromium.js";
import { serve } from "../browser/server.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const FLIGHTS = join(repository, "node_modules/vega-datasets/data/flights-3m.parquet");
const project = mkdtempSync(join(tmpdir(), "floe-package-"));
const executablePath = chromiumPath();

/** Enough rows that workers take part. */
const QUERY = `pl.scanParquet(source).filter(pl.col("distance").gt(2000)).groupBy("origin").agg(pl.len().alias("n")).sort(["n", "origin"], [true, false]).limit(2)`;

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

let expected: unknown;

beforeAll(() => {
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", project], { cwd: repository, encoding: "utf8" }),
  ) as [{ filename: string }];
  run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", join(project, filename));
}, 300_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

it("runs in Node, and lets the process end", () => {
  writeFileSync(
    join(project, "main.mjs"),
    `import pl from "floe";
const source = ${JSON.stringify(FLIGHTS)};
const query = ${QUERY};
const frame = await query.collect();
console.log(JSON.stringify({ rows: frame.toRecords(), sync: query.collectSync().toRecords() }));`,
  );
  const { rows, sync } = JSON.parse(run(process.execPath, "main.mjs")) as { rows: unknown[]; sync: unknown[] };
  expect(rows).toHaveLength(2);
  expect(sync).toEqual(rows);
  expected = rows;
});

it("has declarations that compile in a strict project", () => {
  writeFileSync(
    join(project, "types.ts"),
    `import pl, { type DataFrame } from "floe";
const frame = pl.DataFrame({ a: [1, 2], b: ["x", null] });
const rows: { a: number | null; b: string | null }[] = frame.toRecords();
// @ts-expect-error no column of this name
frame.lazy().select("c");
export const kept: DataFrame<{ a: typeof pl.Float64 }> = frame.select("a");
export { rows };`,
  );
  const options = {
    strict: true,
    noEmit: true,
    target: "es2022",
    module: "nodenext",
    lib: ["es2022", "dom", "esnext.disposable"],
    types: [],
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["types.ts"] }));
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  expect(() => run(process.execPath, tsc, "-p", ".")).not.toThrow();
});

describe.runIf(executablePath !== undefined)("bundled by Vite", () => {
  it("runs in an isolated page, with workers", async () => {
    const page = `<!doctype html><script type="module" src="./page.js"></script>`;
    writeFileSync(join(project, "index.html"), page);
    writeFileSync(
      join(project, "page.js"),
      `import pl from "floe";
const source = new URL("/data/flights-3m.parquet", location.href);
try {
  const { frame, steps } = await ${QUERY}.profile();
  globalThis.answer = { rows: frame.toRecords(), threads: Math.max(...steps.map((step) => step.threads)) };
} catch (error) {
  globalThis.answer = { error: String(error?.stack ?? error) };
}`,
    );
    mkdirSync(join(project, "out"), { recursive: true });
    await build({ root: project, logLevel: "error", build: { outDir: "out", target: "es2022" }, worker: { format: "es" } });
    const data = join(project, "data");
    mkdirSync(data);
    cpSync(FLIGHTS, join(data, "flights-3m.parquet"));
    const html = readFileSync(join(project, "out/index.html"), "utf8");
    const server = await serve({ "/assets/": join(project, "out/assets"), "/data/": data }, { "/": html }, true);
    const browser = await launch(executablePath as string);
    try {
      const tab = await browser.newPage();
      await tab.goto(`${server.origin}/`);
      await tab.waitForFunction(() => "answer" in globalThis, undefined, { timeout: 60_000 });
      const answer = await tab.evaluate(() => (globalThis as unknown as { answer: unknown }).answer);
      expect(answer).toMatchObject({ rows: expected });
      expect((answer as { threads: number }).threads).toBeGreaterThan(1);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
