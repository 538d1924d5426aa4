// Makes the data of the db-benchmark: `node bench/make-groupby.mjs --rows 1e7 --out bench/data/h2o-1e7`. The tables and the ranges
// of their values are the benchmark's; the values are hashes of the row number, so that every run makes the same.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";

/** Different values of id1, id2, id4 and id5; rows that a value of id3 and id6 has. */
const GROUPS = 100;

const { values } = parseArgs({ options: { rows: { type: "string", default: "1e7" }, out: { type: "string" } } });
const rows = Number(values.rows);
if (!Number.isInteger(rows) || rows < 1e6) throw new RangeError(`--rows must be a whole number from 1e6, not ${values.rows}`);
const out = path.resolve(values.out ?? path.join(import.meta.dirname, "data", `h2o-${values.rows}`));

/** A whole number from 1 to `most`, by row `i` and `seed`. */
const drawn = (seed, most) => `(hash(i * 64 + ${seed}) % ${most} + 1)`;
const text = (number, digits) => `'id' || lpad(CAST(${number} AS VARCHAR), ${digits}, '0')`;
const integer = (number) => `CAST(${number} AS INTEGER)`;

const groupby = `SELECT
  ${text(drawn(1, GROUPS), 3)} AS id1,
  ${text(drawn(2, GROUPS), 3)} AS id2,
  ${text(drawn(3, rows / GROUPS), 10)} AS id3,
  ${integer(drawn(4, GROUPS))} AS id4,
  ${integer(drawn(5, GROUPS))} AS id5,
  ${integer(drawn(6, rows / GROUPS))} AS id6,
  ${integer(drawn(7, 5))} AS v1,
  ${integer(drawn(8, 15))} AS v2,
  ${drawn(9, 100_000_000)} / 1e6 AS v3
  FROM range(${rows}) AS t(i)`;

const small = rows / 1e6;
const medium = rows / 1e3;
/** One value in ten of each side has no match on the other; the big table has each of its keys once, in no order. */
const levels = [`i % ${small}`, `i % ${medium}`, "i"];
const sizes = [small, medium, rows];
const keys = (count, ofRow) => Array.from({ length: count }, (_, level) => ofRow(level));

const key = (level) => integer(drawn(20 + level, Math.ceil(sizes[level] * 1.1)));
const left = `SELECT ${keys(3, (level) => `${key(level)} AS id${level + 1}`).join(", ")},
  ${keys(3, (level) => `'id' || CAST(${key(level)} AS VARCHAR) AS id${level + 4}`).join(", ")}, ${drawn(30, 100_000_000)} / 1e6 AS v1
  FROM range(${rows}) AS t(i)`;
const right = (level) => {
  const ids = keys(level + 1, (each) => integer(each === level ? "i + 1" : `(${levels[each]}) + 1`));
  return `SELECT ${ids.map((id, each) => `${id} AS id${each + 1}`).join(", ")},
  ${ids.map((id, each) => `'id' || CAST(${id} AS VARCHAR) AS id${each + 4}`).join(", ")}, ${drawn(31 + level, 100_000_000)} / 1e6 AS v2
  FROM range(${Math.floor(sizes[level])}) AS t(i) ORDER BY hash(i)`;
};

const tables = { groupby, j_left: left, j_small: right(0), j_medium: right(1), j_big: right(2) };
mkdirSync(out, { recursive: true });
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
for (const [table, select] of Object.entries(tables)) {
  const file = path.join(out, `${table}.parquet`);
  await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet, COMPRESSION snappy)`);
  console.log(`${table}: ${file}`);
}
connection.closeSync();
