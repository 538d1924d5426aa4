// db-benchmark group-by 1: a hundred groups of text.
export const tables = ["groupby"];
export const sums = ["v1"];

export const lazy = (pl, { groupby }) => groupby.groupBy("id1").agg(pl.col("v1").sum());

export const sql = "SELECT id1, sum(v1) AS v1 FROM groupby GROUP BY id1";
