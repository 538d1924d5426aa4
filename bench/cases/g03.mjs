// db-benchmark group-by 3: many groups of text, a hundred rows each.
export const tables = ["groupby"];
export const sums = ["v1", "v3"];

export const lazy = (pl, { groupby }) => groupby.groupBy("id3").agg(pl.col("v1").sum(), pl.col("v3").mean());

export const sql = "SELECT id3, sum(v1) AS v1, avg(v3) AS v3 FROM groupby GROUP BY id3";
