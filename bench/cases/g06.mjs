// db-benchmark group-by 6: median and standard deviation of ten thousand groups.
export const tables = ["groupby"];
export const sums = ["median_v3", "sd_v3"];

export const lazy = (pl, { groupby }) =>
  groupby.groupBy(["id4", "id5"]).agg(pl.col("v3").median().alias("median_v3"), pl.col("v3").std().alias("sd_v3"));

export const sql = "SELECT id4, id5, quantile_cont(v3, 0.5) AS median_v3, stddev(v3) AS sd_v3 FROM groupby GROUP BY id4, id5";
