// Tables of a mode: a query's text names tables alone, and each mode has a schema of its own for them.

/** What to run on a connection so that it sees tables in memory, or files as views. */
export const useMode = (mode) => [`CREATE SCHEMA IF NOT EXISTS ${mode}_tables`, `SET schema = '${mode}_tables'`];

export function createTable(table, file, mode) {
  const kind = mode === "parquet" ? "VIEW" : "TABLE";
  return `CREATE ${kind} IF NOT EXISTS ${table} AS FROM read_parquet('${file}')`;
}
