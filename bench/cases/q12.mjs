// TPC-H Q12, shipping modes and order priority: a selective filter, a join, counts by condition.
import { inDays } from "../lib/words.mjs";

export const tables = ["orders", "lineitem"];

export function lazy(pl, { orders, lineitem }) {
  const urgent = pl.col("o_orderpriority").isIn(["1-URGENT", "2-HIGH"]);
  return orders
    .join(lineitem, { leftOn: "o_orderkey", rightOn: "l_orderkey" })
    .filter(pl.col("l_shipmode").isIn(["MAIL", "SHIP"]))
    .filter(pl.col("l_commitdate").lt(pl.col("l_receiptdate")))
    .filter(pl.col("l_shipdate").lt(pl.col("l_commitdate")))
    .filter(inDays(pl, "l_receiptdate", "1994-01-01", "1995-01-01"))
    .groupBy("l_shipmode")
    .agg(urgent.sum().alias("high_line_count"), urgent.not().sum().alias("low_line_count"))
    .sort("l_shipmode");
}

export const sql = `
  SELECT l_shipmode,
    sum(CASE WHEN o_orderpriority = '1-URGENT' OR o_orderpriority = '2-HIGH' THEN 1 ELSE 0 END) AS high_line_count,
    sum(CASE WHEN o_orderpriority <> '1-URGENT' AND o_orderpriority <> '2-HIGH' THEN 1 ELSE 0 END) AS low_line_count
  FROM orders, lineitem
  WHERE o_orderkey = l_orderkey
    AND l_shipmode IN ('MAIL', 'SHIP')
    AND l_commitdate < l_receiptdate
    AND l_shipdate < l_commitdate
    AND l_receiptdate >= DATE '1994-01-01'
    AND l_receiptdate < DATE '1995-01-01'
  GROUP BY l_shipmode
  ORDER BY l_shipmode`;
