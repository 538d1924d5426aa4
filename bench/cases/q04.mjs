// TPC-H Q4, order priority checking: orders of three months that have a late lineitem.
import { inDays } from "../lib/words.mjs";

export const tables = ["orders", "lineitem"];

export function lazy(pl, { orders, lineitem }) {
  const late = lineitem.filter(pl.col("l_commitdate").lt(pl.col("l_receiptdate")));
  return orders
    .filter(inDays(pl, "o_orderdate", "1993-07-01", "1993-10-01"))
    .join(late, { leftOn: "o_orderkey", rightOn: "l_orderkey", how: "semi" })
    .groupBy("o_orderpriority")
    .agg(pl.len().alias("order_count"))
    .sort("o_orderpriority");
}

export const sql = `
  SELECT o_orderpriority, count(*) AS order_count
  FROM orders
  WHERE o_orderdate >= DATE '1993-07-01'
    AND o_orderdate < DATE '1993-10-01'
    AND EXISTS (SELECT * FROM lineitem WHERE l_orderkey = o_orderkey AND l_commitdate < l_receiptdate)
  GROUP BY o_orderpriority
  ORDER BY o_orderpriority`;
