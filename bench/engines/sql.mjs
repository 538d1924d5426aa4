/** The query over Parquet files: each table's name stands for its file. */
export function withSources(sql, tables, file) {
  const sources = tables.map((table) => `${table} AS (FROM read_parquet('${file(table)}'))`);
  return `WITH ${sources.join(", ")} ${sql}`;
}
