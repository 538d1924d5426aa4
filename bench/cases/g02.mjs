// db-benchmark group-by 2: ten thousand groups of two texts.
export const tables = ["groupby"];
export const sums = ["v1"];

export const lazy = (pl, { groupby }) => groupby.groupBy(["id1", "id2"]).agg(pl.col("v1").sum());

export const sql = "SELECT id1, id2, sum(v1) AS v1 FROM groupby GROUP BY id1, id2";
