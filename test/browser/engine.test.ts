// floe in a real Chromium, in isolated pages and others: the same bits as in Node, and errors and cancellation that leave it usable.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetMetadata } from "hyparquet/src/metadata.js";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launch } from "./chromium.js";
import * as queries from "./queries.mjs";
import { serve, type TestServer } from "./server.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const FLIGHTS_DIR = join(repository, "node_modules/vega-datasets/data");
const FLIGHTS = join(FLIGHTS_DIR, "flights-3m.parquet");
/** FLOE_TPCH may name a folder with more rows. */
const TPCH_DIR = process.env.FLOE_TPCH?.split(":")[0] ?? join(repository, "test/fixtures/tpch-sf001");
const TABLES = ["lineitem", "orders", "customer"];

const PAGE = `<!doctype html><link rel="icon" href="data:,">
<script type="importmap">{ "imports": { "floe": "/dist/index.browser.js" } }</script>
<script type="module">globalThis.queries = await import("/test/browser/queries.mjs");</script>`;
const NO_WORKERS_PAGE = `<meta http-equiv="Content-Security-Policy" content="worker-src 'none'">${PAGE}`;

/** Origins of flights. */
const AIRPORTS = 229;

/** How a page gets at a file: these run in the page. */
const inputs = {
  URL: (path: string) => new URL(path, location.href),
  Blob: async (path: string) => (await fetch(path)).blob(),
  File: async (path: string) => new File([await (await fetch(path)).blob()], "a file.parquet"),
  Uint8Array: async (path: string) => new Uint8Array(await (await fetch(path)).arrayBuffer()),
};
type InputKind = keyof typeof inputs;

type Task = Exclude<keyof typeof queries, "TPCH" | "damaged">;
interface Call {
  readonly task: Task;
  readonly query: string;
  readonly input: InputKind;
  readonly threads: number;
  readonly files: Readonly<Record<string, string>>;
  readonly damage?: boolean;
}

const TPCH_FILES = Object.fromEntries(TABLES.map((table) => [table, `/tpch/${table}.parquet`]));
const FLIGHTS_FILE = { flights: "/flights/flights-3m.parquet" };
const nodeInputs = (query: string): Readonly<Record<string, string>> =>
  query.startsWith("q") ? Object.fromEntries(TABLES.map((table) => [table, join(TPCH_DIR, `${table}.parquet`)])) : { flights: FLIGHTS };

function runInPage<T>(page: Page, call: Call): Promise<T> {
  return page.evaluate(
    async ({ task, query, files, threads, damage, open }) => {
      const { queries: own } = globalThis as unknown as { queries: typeof queries };
      const toInput = new Function(`return (${open})`)() as (path: string) => Promise<Blob | Uint8Array>;
      const entries = Object.entries(files).map(async ([name, path]) => {
        const input = await toInput(path);
        return [name, damage === true ? own.damaged(input as Uint8Array) : input] as const;
      });
      return (await own[task](query, Object.fromEntries(await Promise.all(entries)), threads)) as unknown;
    },
    { ...call, open: inputs[call.input].toString() },
  ) as Promise<T>;
}

const executablePath = chromiumPath();

describe.runIf(executablePath !== undefined)("in Chromium", () => {
  let browser: Browser;
  const expected = new Map<string, string>();

  beforeAll(async () => {
    browser = await launch(executablePath as string);
    for (const query of [...queries.TPCH, "flights", "distances"])
      expected.set(query, (await queries.answer(query, nodeInputs(query), 1)).text);
  });
  afterAll(() => browser.close());

  describe.each([
    { kind: "an isolated page", isolated: true, html: PAGE, threadCounts: [1, 2, 4], workers: true },
    { kind: "a page that is not isolated", isolated: false, html: PAGE, threadCounts: [2], workers: false },
    { kind: "a page whose policy forbids workers", isolated: true, html: NO_WORKERS_PAGE, threadCounts: [2], workers: false },
  ])("$kind", ({ kind, isolated, html, threadCounts, workers }) => {
    let server: TestServer;
    let page: Page;

    beforeAll(async () => {
      const folders = {
        "/dist/": join(repository, "dist"),
        "/test/": join(repository, "test"),
        "/bench/": join(repository, "bench"),
        "/flights/": FLIGHTS_DIR,
        "/tpch/": TPCH_DIR,
      };
      server = await serve(folders, { "/": html }, isolated);
      page = await browser.newPage();
      await page.goto(`${server.origin}/`);
      await page.waitForFunction(() => "queries" in globalThis);
    });
    afterAll(async () => {
      await page.close();
      await server.close();
    });

    it.each(queries.TPCH)("answers %s as Node does, from every kind of input", async (query) => {
      for (const threads of threadCounts) {
        for (const input of Object.keys(inputs) as InputKind[]) {
          const { text } = await runInPage<queries.Answer>(page, { task: "answer", query, input, threads, files: TPCH_FILES });
          expect(text, `${input}, ${threads} threads`).toBe(expected.get(query));
        }
      }
    });

    it.each(Object.keys(inputs) as InputKind[])("answers the flights as Node does, from a %s", async (input) => {
      for (const threads of threadCounts) {
        const found = await runInPage<queries.Answer>(page, { task: "answer", query: "flights", input, threads, files: FLIGHTS_FILE });
        expect(found).toEqual({ text: expected.get("flights"), threads: workers ? threads : 1 });
      }
    });

    it("fetches no more than the columns that are needed", async () => {
      const before = server.requests.length;
      const { text } = await runInPage<queries.Answer>(page, {
        task: "answer",
        query: "distances",
        input: "URL",
        threads: 2,
        files: FLIGHTS_FILE,
      });
      expect(text).toBe(expected.get("distances"));
      const ranges = server.requests.slice(before).map((request) => /bytes=(\d+)-(\d+)$/.exec(request));
      const fetched = ranges.reduce((sum, range) => sum + Number(range?.[2]) - Number(range?.[1]) + 1, 0);
      const file = readFileSync(FLIGHTS);
      const metadata = parquetMetadata(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
      const needed = metadata.row_groups.flatMap(({ columns }) =>
        columns.filter((chunk) => chunk.meta_data?.path_in_schema[0] === "distance"),
      );
      const neededBytes = needed.reduce((sum, chunk) => sum + Number(chunk.meta_data?.total_compressed_size), 0);
      expect(fetched).toBeGreaterThanOrEqual(neededBytes);
      // The footer, which is read in one piece of a size chosen before it is known.
      expect(fetched - neededBytes).toBeLessThan(600_000);
      expect(ranges.length).toBeLessThan(needed.length + 4);
    });

    it("answers in a worker of the page's own, waiting and not", async () => {
      const answer = await page.evaluate(async (path) => {
        const worker = new Worker("/test/browser/user-worker.mjs", { type: "module" });
        return await new Promise<unknown>((resolve) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => resolve(message ?? "refused");
          worker.postMessage(path);
        });
      }, FLIGHTS_FILE.flights);
      expect(answer).toBe(kind.includes("forbids") ? "refused" : AIRPORTS);
    });

    it("can be cancelled, and answers later queries", async () => {
      const call = { query: "flights", input: "Uint8Array", threads: 2, files: FLIGHTS_FILE } as const;
      const failure = await runInPage<queries.Failure>(page, { ...call, task: "cancelled" });
      expect(failure).toEqual({ name: "AbortError", message: "the query was cancelled by its signal" });
      const { text } = await runInPage<queries.Answer>(page, { ...call, task: "answer" });
      expect(text).toBe(expected.get("flights"));
    });

    it("reports a damaged file as Node does, and answers later queries", async () => {
      const call = { query: "flights", input: "Uint8Array", threads: 2, files: FLIGHTS_FILE } as const;
      const failure = await runInPage<queries.Failure>(page, { ...call, task: "failure", damage: true });
      expect(failure).toMatchObject({ name: "IoError" });
      expect(failure).toEqual(await queries.failure("flights", { flights: queries.damaged(new Uint8Array(readFileSync(FLIGHTS))) }, 1));
      const { text } = await runInPage<queries.Answer>(page, { ...call, task: "answer" });
      expect(text).toBe(expected.get("flights"));
    });
  });
});
