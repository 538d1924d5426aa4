// db-benchmark group-by 4: a hundred groups of numbers, three means.
export const tables = ["groupby"];
export const sums = ["v1", "v2", "v3"];

export const lazy = (pl, { groupby }) => groupby.groupBy("id4").agg(pl.col("v1").mean(), pl.col("v2").mean(), pl.col("v3").mean());

export const sql = "SELECT id4, avg(v1) AS v1, avg(v2) AS v2, avg(v3) AS v3 FROM groupby GROUP BY id4";
