// TPC-H Q18, large volume customer: as many groups as orders, few of them kept.
export const tables = ["customer", "orders", "lineitem"];

export function lazy(pl, { customer, orders, lineitem }) {
  const large = lineitem
    .groupBy("l_orderkey")
    .agg(pl.col("l_quantity").sum().alias("ordered"))
    .filter(pl.col("ordered").gt(pl.lit(300)));
  return orders
    .join(large, { leftOn: "o_orderkey", rightOn: "l_orderkey", how: "semi" })
    .join(lineitem, { leftOn: "o_orderkey", rightOn: "l_orderkey" })
    .join(customer, { leftOn: "o_custkey", rightOn: "c_custkey" })
    .groupBy(["c_name", "o_custkey", "o_orderkey", "o_orderdate", "o_totalprice"])
    .agg(pl.col("l_quantity").sum().alias("sum_qty"))
    .sort(["o_totalprice", "o_orderdate"], [true, false])
    .limit(100);
}

export const sql = `
  SELECT c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice, sum(l_quantity) AS sum_qty
  FROM customer, orders, lineitem
  WHERE o_orderkey IN (SELECT l_orderkey FROM lineitem GROUP BY l_orderkey HAVING sum(l_quantity) > 300)
    AND c_custkey = o_custkey
    AND o_orderkey = l_orderkey
  GROUP BY c_name, c_custkey, o_orderkey, o_orderdate, o_totalprice
  ORDER BY o_totalprice DESC, o_orderdate
  LIMIT 100`;
