// TPC-H Q10, returned item reporting: many groups with many columns of text, the twenty largest.
import { discounted, inDays } from "../lib/words.mjs";

export const tables = ["customer", "orders", "lineitem", "nation"];

export function lazy(pl, { customer, orders, lineitem, nation }) {
  return customer
    .join(orders, { leftOn: "c_custkey", rightOn: "o_custkey" })
    .join(lineitem, { leftOn: "o_orderkey", rightOn: "l_orderkey" })
    .join(nation, { leftOn: "c_nationkey", rightOn: "n_nationkey" })
    .filter(inDays(pl, "o_orderdate", "1993-10-01", "1994-01-01"))
    .filter(pl.col("l_returnflag").eq(pl.lit("R")))
    .groupBy(["c_custkey", "c_name", "c_acctbal", "c_phone", "n_name", "c_address", "c_comment"])
    .agg(discounted(pl).sum().alias("revenue"))
    .select("c_custkey", "c_name", "revenue", "c_acctbal", "n_name", "c_address", "c_phone", "c_comment")
    .sort("revenue", true)
    .limit(20);
}

export const sql = `
  SELECT c_custkey, c_name, sum(l_extendedprice * (1 - l_discount)) AS revenue, c_acctbal, n_name, c_address, c_phone, c_comment
  FROM customer, orders, lineitem, nation
  WHERE c_custkey = o_custkey
    AND l_orderkey = o_orderkey
    AND o_orderdate >= DATE '1993-10-01'
    AND o_orderdate < DATE '1994-01-01'
    AND l_returnflag = 'R'
    AND c_nationkey = n_nationkey
  GROUP BY c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment
  ORDER BY revenue DESC
  LIMIT 20`;
