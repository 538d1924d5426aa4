// TPC-H Q14, promotion effect: a month's share of the parts on promotion.
import { discounted, inDays } from "../lib/words.mjs";

export const tables = ["lineitem", "part"];

export function lazy(pl, { lineitem, part }) {
  const promoted = pl.when(pl.col("p_type").str.startsWith("PROMO")).then(discounted(pl)).otherwise(pl.lit(0));
  return lineitem
    .join(part, { leftOn: "l_partkey", rightOn: "p_partkey" })
    .filter(inDays(pl, "l_shipdate", "1995-09-01", "1995-10-01"))
    .select(pl.lit(100).mul(promoted.sum()).div(discounted(pl).sum()).alias("promo_revenue"));
}

export const sql = `
  SELECT 100.00 * sum(CASE WHEN p_type LIKE 'PROMO%' THEN l_extendedprice * (1 - l_discount) ELSE 0 END)
    / sum(l_extendedprice * (1 - l_discount)) AS promo_revenue
  FROM lineitem, part
  WHERE l_partkey = p_partkey
    AND l_shipdate >= DATE '1995-09-01'
    AND l_shipdate < DATE '1995-10-01'`;
