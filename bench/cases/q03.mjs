// TPC-H Q3, shipping priority: two joins, many groups, the ten largest.
export const tables = ["customer", "orders", "lineitem"];

export function lazy(pl, { customer, orders, lineitem }) {
  const date = pl.lit(new Date("1995-03-15")).cast(pl.Date);
  return customer
    .filter(pl.col("c_mktsegment").eq(pl.lit("BUILDING")))
    .join(orders.filter(pl.col("o_orderdate").lt(date)), { leftOn: "c_custkey", rightOn: "o_custkey" })
    .join(lineitem.filter(pl.col("l_shipdate").gt(date)), { leftOn: "o_orderkey", rightOn: "l_orderkey" })
    .withColumns(
      pl
        .col("l_extendedprice")
        .mul(pl.lit(1).sub(pl.col("l_discount")))
        .alias("revenue"),
    )
    .groupBy(["o_orderkey", "o_orderdate", "o_shippriority"])
    .agg(pl.col("revenue").sum())
    .select(pl.col("o_orderkey").alias("l_orderkey"), "revenue", "o_orderdate", "o_shippriority")
    .sort(["revenue", "o_orderdate"], [true, false])
    .limit(10);
}

export const sql = `
  SELECT l_orderkey, sum(l_extendedprice * (1 - l_discount)) AS revenue, o_orderdate, o_shippriority
  FROM customer, orders, lineitem
  WHERE c_mktsegment = 'BUILDING'
    AND c_custkey = o_custkey
    AND l_orderkey = o_orderkey
    AND o_orderdate < DATE '1995-03-15'
    AND l_shipdate > DATE '1995-03-15'
  GROUP BY l_orderkey, o_orderdate, o_shippriority
  ORDER BY revenue DESC, o_orderdate
  LIMIT 10`;
