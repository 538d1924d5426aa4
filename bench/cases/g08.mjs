// db-benchmark group-by 8: the two greatest values of each of many groups.
export const tables = ["groupby"];
export const sums = ["v3"];

export const lazy = (pl, { groupby }) =>
  groupby.sort("v3", true).groupBy("id6").agg(pl.col("v3")).withColumns(pl.col("v3").lst.head(2)).explode("v3");

/** Polars takes the head of each group before it makes lists of them. */
export const polars = (pl, { groupby }) => groupby.sort("v3", true).groupBy("id6").agg(pl.col("v3").head(2)).explode("v3");

export const sql = `
  SELECT id6, v3
  FROM (SELECT id6, v3, row_number() OVER (PARTITION BY id6 ORDER BY v3 DESC) AS place FROM groupby) AS placed
  WHERE place <= 2`;
