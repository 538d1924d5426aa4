// db-benchmark group-by 10: about as many groups as rows, six keys.
export const tables = ["groupby"];
export const sums = ["v3", "count"];

export const lazy = (pl, { groupby }) =>
  groupby.groupBy(["id1", "id2", "id3", "id4", "id5", "id6"]).agg(pl.col("v3").sum(), pl.len().alias("count"));

export const sql = `
  SELECT id1, id2, id3, id4, id5, id6, sum(v3) AS v3, count(*) AS count
  FROM groupby
  GROUP BY id1, id2, id3, id4, id5, id6`;
