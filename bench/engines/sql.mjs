// Tables of a mode: a query's text names tables alone, and each mode has a schema of its own for them.

/** What to run on a connection so that it sees tables in memory, or files as views. */
export const useMode = (mode) => [`CREATE SCHEMA IF NOT EXISTS ${mode}_tables`, `SET schema = '${mode}_tables'`];

export function createTable(table, file, mode) {
  const kind = mode === "parquet" ? "VIEW" : "TABLE";
  return `CREATE ${kind} IF NOT EXISTS ${table} AS FROM read_parquet('${file}')`;
}

/** Results of many rows stay in the engine, as they do in others, and are compared by sums. */
export const kept = ({ sql }) => `CREATE OR REPLACE TABLE answer AS ${sql}`;

export const sumsOfKept = (sums) => `SELECT count(*), ${sums.map((name) => `sum(${name}::DOUBLE)`).join(", ")} FROM answer`;
