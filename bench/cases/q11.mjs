// TPC-H Q11, important stock identification: groups compared with a share of the total.
export const tables = ["partsupp", "supplier", "nation"];

export function lazy(pl, { partsupp, supplier, nation }) {
  const value = pl.col("ps_supplycost").mul(pl.col("ps_availqty")).sum();
  const german = nation
    .filter(pl.col("n_name").eq(pl.lit("GERMANY")))
    .join(supplier, { leftOn: "n_nationkey", rightOn: "s_nationkey" })
    .join(partsupp, { leftOn: "s_suppkey", rightOn: "ps_suppkey" });
  return german
    .groupBy("ps_partkey")
    .agg(value.alias("value"))
    .join(german.select(value.mul(pl.lit(0.0001)).alias("threshold")), { how: "cross" })
    .filter(pl.col("value").gt(pl.col("threshold")))
    .select("ps_partkey", "value")
    .sort("value", true);
}

// The fraction of the standard text is 0.0001 / scale factor; this is the text for 1, at every scale, as in the answers.
export const sql = `
  SELECT ps_partkey, sum(ps_supplycost * ps_availqty) AS value
  FROM partsupp, supplier, nation
  WHERE ps_suppkey = s_suppkey AND s_nationkey = n_nationkey AND n_name = 'GERMANY'
  GROUP BY ps_partkey
  HAVING sum(ps_supplycost * ps_availqty) > (
    SELECT sum(ps_supplycost * ps_availqty) * 0.0001
    FROM partsupp, supplier, nation
    WHERE ps_suppkey = s_suppkey AND s_nationkey = n_nationkey AND n_name = 'GERMANY')
  ORDER BY value DESC`;
