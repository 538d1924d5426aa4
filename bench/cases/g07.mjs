// db-benchmark group-by 7: a difference of aggregates of many groups.
export const tables = ["groupby"];
export const sums = ["range_v1_v2"];

export const lazy = (pl, { groupby }) => groupby.groupBy("id3").agg(pl.col("v1").max().sub(pl.col("v2").min()).alias("range_v1_v2"));

export const sql = "SELECT id3, max(v1) - min(v2) AS range_v1_v2 FROM groupby GROUP BY id3";
