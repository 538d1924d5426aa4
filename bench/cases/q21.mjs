// TPC-H Q21, suppliers who kept orders waiting: distinct values in as many groups as orders, twice.
export const tables = ["supplier", "lineitem", "orders", "nation"];

export function lazy(pl, { supplier, lineitem, orders, nation }) {
  const suppliers = pl.col("l_suppkey").nUnique();
  const late = lineitem
    .groupBy("l_orderkey")
    .agg(suppliers.alias("suppliers"))
    .filter(pl.col("suppliers").gt(pl.lit(1)))
    .join(lineitem.filter(pl.col("l_receiptdate").gt(pl.col("l_commitdate"))), { on: "l_orderkey" });
  return late
    .groupBy("l_orderkey")
    .agg(suppliers.alias("late_suppliers"))
    .join(late, { on: "l_orderkey" })
    .join(supplier, { leftOn: "l_suppkey", rightOn: "s_suppkey" })
    .join(nation, { leftOn: "s_nationkey", rightOn: "n_nationkey" })
    .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
    .filter(pl.col("late_suppliers").eq(pl.lit(1)))
    .filter(pl.col("n_name").eq(pl.lit("SAUDI ARABIA")))
    .filter(pl.col("o_orderstatus").eq(pl.lit("F")))
    .groupBy("s_name")
    .agg(pl.len().alias("numwait"))
    .sort(["numwait", "s_name"], [true, false])
    .limit(100);
}

export const sql = `
  SELECT s_name, count(*) AS numwait
  FROM supplier, lineitem l1, orders, nation
  WHERE s_suppkey = l1.l_suppkey
    AND o_orderkey = l1.l_orderkey
    AND o_orderstatus = 'F'
    AND l1.l_receiptdate > l1.l_commitdate
    AND EXISTS (SELECT * FROM lineitem l2 WHERE l2.l_orderkey = l1.l_orderkey AND l2.l_suppkey <> l1.l_suppkey)
    AND NOT EXISTS (
      SELECT * FROM lineitem l3
      WHERE l3.l_orderkey = l1.l_orderkey AND l3.l_suppkey <> l1.l_suppkey AND l3.l_receiptdate > l3.l_commitdate)
    AND s_nationkey = n_nationkey
    AND n_name = 'SAUDI ARABIA'
  GROUP BY s_name
  ORDER BY numwait DESC, s_name
  LIMIT 100`;
