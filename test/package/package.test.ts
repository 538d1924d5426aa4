// The package as users get it: packed, installed into an empty project, run in Node, bundled by Vite and run in Chromium.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { build as bundle } from "rolldown";
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

it("has declarations that compile in a strict project without Node's types", () => {
  writeFileSync(
    join(project, "types.ts"),
    `import pl, { type DataFrame, type Progress } from "floe";
const frame = pl.DataFrame({ a: [1, 2], b: ["x", null] });
const rows: { a: number | null; b: string | null }[] = frame.toRecords();
// @ts-expect-error no column of this name
frame.lazy().select("c");
export const kept: DataFrame<{ a: typeof pl.Float64 }> = frame.lazy().select("a").collectSync();
export const onProgress = ({ step, done, total }: Progress): string => \`\${step} \${done / total}\`;
export { rows };`,
  );
  for (const [module, customConditions] of [
    ["nodenext", []],
    ["preserve", ["browser"]],
  ] as const) {
    const options = { strict: true, noEmit: true, target: "es2022", module, customConditions, lib: ["es2022", "dom"], types: [] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["types.ts"] }));
    expect(compile()).toBe("");
  }
});

/** What the compiler has to say. */
function compile(): string {
  try {
    return run(process.execPath, join(repository, "node_modules/typescript/bin/tsc"), "-p", ".");
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const PAGE_SCRIPT = `import pl from "floe";
const source = new URL("/data/flights-3m.parquet", location.href);
pl.setThreadPoolSize(2);
try {
  const { frame, steps } = await ${QUERY}.profile();
  globalThis.answer = { rows: frame.toRecords(), threads: Math.max(...steps.map((step) => step.threads)) };
} catch (error) {
  globalThis.answer = { error: String(error?.stack ?? error) };
}`;
const HTML = `<!doctype html><link rel="icon" href="data:,"><script type="module" src="./page.js"></script>`;

describe.runIf(executablePath !== undefined)("in a page", () => {
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(project, "index.html"), HTML);
    writeFileSync(join(project, "page.js"), PAGE_SCRIPT);
    browser = await launch(executablePath as string);
  });
  afterAll(() => browser.close());

  /** The answer of the page in `folder`. */
  async function visit(folder: string, isolated: boolean): Promise<unknown> {
    const html = readFileSync(join(folder, "index.html"), "utf8");
    const server = await serve({ "/data/": dirname(FLIGHTS), "/": folder }, { "/": html }, isolated);
    const page = await browser.newPage();
    try {
      await page.goto(`${server.origin}/`);
      await page.waitForFunction(() => "answer" in globalThis, undefined, { timeout: 60_000 });
      return await page.evaluate(() => (globalThis as unknown as { answer: unknown }).answer);
    } finally {
      await page.close();
      await server.close();
    }
  }

  it("runs on workers when bundled by Vite as Vite does by itself", async () => {
    await build({ root: project, logLevel: "error", build: { outDir: "vite", target: "es2022" } });
    expect(await visit(join(project, "vite"), true)).toEqual({ rows: expected, threads: 2 });
    expect(await visit(join(project, "vite"), false)).toEqual({ rows: expected, threads: 1 });
  });

  it("runs without workers when a bundler leaves their file behind", async () => {
    const output = { file: join(project, "single/page.js"), format: "esm", codeSplitting: false } as const;
    await bundle({ input: join(project, "page.js"), cwd: project, output, external: ["apache-arrow", "parquet-wasm"], logLevel: "silent" });
    writeFileSync(join(project, "single/index.html"), HTML);
    expect(await visit(join(project, "single"), true)).toEqual({ rows: expected, threads: 1 });
  });

  it("runs on workers unbundled, from an import map", async () => {
    const folder = join(project, "plain");
    cpSync(join(project, "node_modules/floe/dist"), join(folder, "floe"), { recursive: true });
    const map = { imports: { floe: "/floe/index.browser.js" } };
    writeFileSync(join(folder, "index.html"), `<script type="importmap">${JSON.stringify(map)}</script>${HTML}`);
    writeFileSync(join(folder, "page.js"), PAGE_SCRIPT);
    expect(await visit(folder, true)).toEqual({ rows: expected, threads: 2 });
  });
});
