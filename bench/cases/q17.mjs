// TPC-H Q17, small-quantity-order revenue: rows compared with the mean of their group.
export const tables = ["lineitem", "part"];

export function lazy(pl, { lineitem, part }) {
  const sold = part
    .filter(pl.col("p_brand").eq(pl.lit("Brand#23")))
    .filter(pl.col("p_container").eq(pl.lit("MED BOX")))
    .join(lineitem, { leftOn: "p_partkey", rightOn: "l_partkey" });
  return sold
    .groupBy("p_partkey")
    .agg(pl.col("l_quantity").mean().mul(pl.lit(0.2)).alias("small"))
    .join(sold, { on: "p_partkey" })
    .filter(pl.col("l_quantity").lt(pl.col("small")))
    .select(pl.col("l_extendedprice").sum().div(pl.lit(7.0)).alias("avg_yearly"));
}

export const sql = `
  SELECT sum(l_extendedprice) / 7.0 AS avg_yearly
  FROM lineitem, part
  WHERE p_partkey = l_partkey
    AND p_brand = 'Brand#23'
    AND p_container = 'MED BOX'
    AND l_quantity < (SELECT 0.2 * avg(l_quantity) FROM lineitem WHERE l_partkey = p_partkey)`;
