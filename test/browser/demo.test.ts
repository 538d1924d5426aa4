// The demo page, served as `npm run dev` serves it.

import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launch } from "./chromium.js";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const executablePath = chromiumPath();

describe.runIf(executablePath !== undefined)("the demo page", () => {
  let vite: ViteDevServer;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    vite = await createServer({
      configFile: path("../../examples/browser/vite.config.js"),
      logLevel: "error",
      server: { port: 0, hmr: false },
    });
    await vite.listen();
    browser = await launch(executablePath as string);
    page = await browser.newPage();
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(vite.resolvedUrls?.local[0] as string);
  });
  afterAll(async () => {
    await browser.close();
    await vite.close();
    expect(errors).toEqual([]);
  });

  const state = (expected: string) => page.waitForSelector(`body[data-state="${expected}"]`);
  const text = async (selector: string) => (await page.textContent(selector)) ?? "";
  async function runQuery(query: string): Promise<void> {
    await page.fill("#query", query);
    await page.press("#query", "Control+Enter");
  }

  it("is isolated", async () => {
    expect(await text("#status")).toMatch(/^cross-origin isolated: \d+ threads$/);
  });

  it("shows the flights' result, plan and times", async () => {
    await page.click("#flights");
    await state("done");
    expect(await page.locator("#result tbody tr").count()).toBe(10);
    expect(await text("#plan")).toContain("PROJECT 2/5 COLUMNS");
    expect(await page.locator("#steps tr").count()).toBeGreaterThan(2);
    expect(await text("#time")).toMatch(/^10 rows in \d+ ms$/);
    await page.waitForFunction(() => document.querySelector("#source")?.textContent?.includes("distance Int64"));
  });

  it("cancels, and runs again", async () => {
    await runQuery('lf.groupBy("date", "origin", "destination").agg(pl.len()).sort("len")');
    await page.click("#cancel");
    await state("failed");
    expect(await text("#error")).toBe("AbortError: the query was cancelled by its signal");
    await runQuery("lf.select(pl.len())");
    await state("done");
    expect(await text("#result tbody")).toContain("3000000");
  });

  it("says what is wrong with a query", async () => {
    await runQuery('lf.select("distnce")');
    await state("failed");
    expect(await text("#error")).toContain('Did you mean "distance"?');
    await runQuery("lf.nothing(");
    await page.waitForFunction(() => document.querySelector("#error")?.textContent?.startsWith("SyntaxError"));
  });

  it("reads a file of the user", async () => {
    await page.setInputFiles("#file", path("../fixtures/tpch-sf001/customer.parquet"));
    await state("done");
    expect(await page.locator("#result tbody tr").count()).toBe(20);
    await page.waitForFunction(() => document.querySelector("#source")?.textContent?.startsWith("customer.parquet: c_custkey"));
  });
});
