// The page of bench/browser.mjs, which calls what is in `bench`: engines by name, and the cases on tables in memory.
import * as duckdb from "duckdb-wasm-page";
import pl from "floe";
import { arrowRows } from "../lib/arrow-rows.mjs";
import { bandwidth } from "../lib/bandwidth.mjs";
import { normalise } from "../lib/rows.mjs";

const modules = import.meta.glob("../cases/q*.mjs", { eager: true });
const cases = Object.fromEntries(Object.entries(modules).map(([file, benchCase]) => [/(q\d+)\.mjs$/.exec(file)[1], benchCase]));

const fileOf = (table) => new URL(`/tables/${table}.parquet`, location.href);

function openFloe({ threads }) {
  pl.setThreadPoolSize(threads);
  const frames = {};
  return {
    async load(table) {
      frames[table] = await pl.readParquet(fileOf(table));
    },
    run: ({ lazy, tables }) => lazy(pl, Object.fromEntries(tables.map((table) => [table, frames[table].lazy()]))).collect(),
    rows: (frame) => frame.toRecords().map((record) => Object.values(record)),
    drop: (frame) => frame.dispose(),
    bandwidth: () => bandwidth(pl, frames.lineitem, cases.q06),
  };
}

/** `build`: "eh", on one thread, or "coi". */
const openDuckdb =
  (build) =>
  async ({ threads }) => {
    const at = (name) => new URL(`/duckdb/${name}`, location.href).href;
    const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(at(`duckdb-browser-${build}.worker.js`)));
    const helper = build === "coi" ? at("duckdb-browser-coi.pthread.worker.js") : null;
    await db.instantiate(at(`duckdb-${build}.wasm`), helper);
    await db.open({ path: ":memory:", ...(helper === null ? {} : { maximumThreads: threads }) });
    const connection = await db.connect();
    if (helper !== null) await connection.query(`SET threads = ${threads}`);
    return {
      async load(table, columns) {
        const name = `${table}.csv`;
        const response = await fetch(new URL(`/csv/${name}`, location.href));
        await db.registerFileBuffer(name, new Uint8Array(await response.arrayBuffer()));
        await connection.query(`CREATE TABLE ${table} AS FROM read_csv('${name}', header = true, columns = ${columns})`);
        await db.dropFile(name);
      },
      run: ({ sql }) => connection.query(sql),
      rows: arrowRows,
      drop() {},
    };
  };

const openers = { floe: openFloe, "duckdb-wasm eh": openDuckdb("eh"), "duckdb-wasm coi": openDuckdb("coi") };
const engines = {};

globalThis.bench = {
  version: () => duckdb.PACKAGE_VERSION,
  async open(name, options) {
    engines[name] = await openers[name](options);
  },
  load: (name, table, columns) => engines[name].load(table, columns),
  /** Rows that survive the way to Node. */
  async answer(name, query) {
    return normalise(await engines[name].rows(await engines[name].run(cases[query])));
  },
  async sample(name, query) {
    const start = performance.now();
    const result = await engines[name].run(cases[query]);
    const timeMs = performance.now() - start;
    engines[name].drop(result);
    return timeMs;
  },
  bandwidth: () => engines.floe.bandwidth(),
};
