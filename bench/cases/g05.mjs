// db-benchmark group-by 5: many groups of numbers, three sums.
export const tables = ["groupby"];
export const sums = ["v1", "v2", "v3"];

export const lazy = (pl, { groupby }) => groupby.groupBy("id6").agg(pl.col("v1").sum(), pl.col("v2").sum(), pl.col("v3").sum());

export const sql = "SELECT id6, sum(v1) AS v1, sum(v2) AS v2, sum(v3) AS v3 FROM groupby GROUP BY id6";
