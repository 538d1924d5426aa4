// db-benchmark group-by 8: the two greatest values of each of many groups.
export const tables = ["groupby"];
export const sums = ["v3"];

export const lazy = (pl, { groupby }) => groupby.groupBy("id6").agg(pl.col("v3").topK(2)).explode("v3");

/** nodejs-polars has no topK. */
export const polars = (pl, { groupby }) => groupby.sort("v3", true).groupBy("id6").agg(pl.col("v3").head(2)).explode("v3");

export const sql = `
  SELECT id6, v3
  FROM (SELECT id6, v3, row_number() OVER (PARTITION BY id6 ORDER BY v3 DESC) AS place FROM groupby) AS placed
  WHERE place <= 2`;
