// Makes TPC-H data of any scale: `node bench/make-data.mjs --sf 1 --out bench/data/sf1`. The generator (a Python package, installed
// into bench/data/.venv) writes Parquet, and DuckDB rewrites it with the types that all engines here are fast with. `OUT/answers` gets
// DuckDB's answers to the queries: the bench and `FLOE_TPCH=OUT npx vitest run test/tpch` check against them. `--answers` makes these alone.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { createTable } from "./engines/sql.mjs";
import { normalise } from "./lib/rows.mjs";

const GENERATOR = "tpchgen-cli==4.0.0";
const TABLES = ["region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem"];
const QUERIES = 22;
const HERE = path.dirname(fileURLToPath(import.meta.url));

const { values } = parseArgs({
  options: { sf: { type: "string", default: "1" }, out: { type: "string" }, answers: { type: "boolean", default: false } },
});
const scale = Number(values.sf);
if (!(scale > 0)) throw new RangeError(`--sf must be a number above 0, not ${values.sf}`);
const out = path.resolve(values.out ?? path.join(HERE, "data", `sf${values.sf}`));

function generator() {
  const venv = path.join(HERE, "data", ".venv");
  const bin = path.join(venv, "bin");
  if (!existsSync(path.join(bin, "tpchgen-cli"))) {
    execFileSync("python3", ["-m", "venv", venv], { stdio: "inherit" });
    execFileSync(path.join(bin, "pip"), ["install", "--quiet", "--disable-pip-version-check", GENERATOR], { stdio: "inherit" });
  }
  return path.join(bin, "tpchgen-cli");
}

/** Decimals become DOUBLE, keys BIGINT, other integers INTEGER. */
function asColumn({ column_name: name, column_type: type }) {
  const column = `"${name}"`;
  if (type.startsWith("DECIMAL")) return `${column}::DOUBLE AS ${column}`;
  if (name.endsWith("key")) return `${column}::BIGINT AS ${column}`;
  if (/^U?(TINY|SMALL|BIG)?INT/.test(type)) return `${column}::INTEGER AS ${column}`;
  return column;
}

async function rewrite(connection, source, target) {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${source}')`);
  const columns = described.getRowObjectsJS().map(asColumn).join(", ");
  await connection.run(`COPY (SELECT ${columns} FROM read_parquet('${source}')) TO '${target}' (FORMAT parquet, COMPRESSION snappy)`);
}

async function makeTables(connection) {
  const raw = path.join(out, "raw");
  rmSync(raw, { recursive: true, force: true });
  execFileSync(generator(), ["parquet", "--scale-factor", String(scale), "--output-dir", raw, "--quiet"], { stdio: "inherit" });
  for (const table of TABLES) {
    const source = path.join(raw, `${table}.parquet`);
    await rewrite(connection, source, path.join(out, `${table}.parquet`));
    rmSync(source);
    console.log(`${table}: ${path.join(out, table)}.parquet`);
  }
  rmSync(raw, { recursive: true });
}

async function makeAnswers(connection) {
  const folder = path.join(out, "answers");
  mkdirSync(folder, { recursive: true });
  for (const table of TABLES) await connection.run(createTable(table, path.join(out, `${table}.parquet`), "parquet"));
  for (let query = 1; query <= QUERIES; query++) {
    const { sql } = await import(`./cases/q${String(query).padStart(2, "0")}.mjs`);
    const rows = normalise((await connection.runAndReadAll(sql)).getRowsJS());
    writeFileSync(path.join(folder, `q${query}.json`), JSON.stringify({ query, nrows: rows.length, rows }));
  }
  console.log(`answers: ${folder}`);
}

mkdirSync(out, { recursive: true });
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
if (!values.answers) await makeTables(connection);
await makeAnswers(connection);
connection.closeSync();
