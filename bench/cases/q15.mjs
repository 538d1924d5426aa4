// TPC-H Q15, top supplier: rows that equal the maximum of their column.
import { discounted, inDays } from "../lib/words.mjs";

export const tables = ["lineitem", "supplier"];

export function lazy(pl, { lineitem, supplier }) {
  const revenue = lineitem
    .filter(inDays(pl, "l_shipdate", "1996-01-01", "1996-04-01"))
    .groupBy("l_suppkey")
    .agg(discounted(pl).sum().alias("total_revenue"));
  return supplier
    .join(revenue, { leftOn: "s_suppkey", rightOn: "l_suppkey" })
    .filter(pl.col("total_revenue").eq(pl.col("total_revenue").max()))
    .select("s_suppkey", "s_name", "s_address", "s_phone", "total_revenue")
    .sort("s_suppkey");
}

// Summed once: another order of the additions might not equal the maximum.
export const sql = `
  WITH revenue AS MATERIALIZED (
    SELECT l_suppkey AS supplier_no, sum(l_extendedprice * (1 - l_discount)) AS total_revenue
    FROM lineitem
    WHERE l_shipdate >= DATE '1996-01-01' AND l_shipdate < DATE '1996-04-01'
    GROUP BY l_suppkey)
  SELECT s_suppkey, s_name, s_address, s_phone, total_revenue
  FROM supplier, revenue
  WHERE s_suppkey = supplier_no AND total_revenue = (SELECT max(total_revenue) FROM revenue)
  ORDER BY s_suppkey`;
