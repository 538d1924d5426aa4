// TPC-H Q5, local supplier volume: six tables, and customers and suppliers of one nation.
import { discounted, inDays } from "../lib/words.mjs";

export const tables = ["customer", "orders", "lineitem", "supplier", "nation", "region"];

export function lazy(pl, { customer, orders, lineitem, supplier, nation, region }) {
  return region
    .filter(pl.col("r_name").eq(pl.lit("ASIA")))
    .join(nation, { leftOn: "r_regionkey", rightOn: "n_regionkey" })
    .join(customer, { leftOn: "n_nationkey", rightOn: "c_nationkey" })
    .join(orders, { leftOn: "c_custkey", rightOn: "o_custkey" })
    .join(lineitem, { leftOn: "o_orderkey", rightOn: "l_orderkey" })
    .join(supplier, { leftOn: ["l_suppkey", "n_nationkey"], rightOn: ["s_suppkey", "s_nationkey"] })
    .filter(inDays(pl, "o_orderdate", "1994-01-01", "1995-01-01"))
    .groupBy("n_name")
    .agg(discounted(pl).sum().alias("revenue"))
    .sort("revenue", true);
}

export const sql = `
  SELECT n_name, sum(l_extendedprice * (1 - l_discount)) AS revenue
  FROM customer, orders, lineitem, supplier, nation, region
  WHERE c_custkey = o_custkey
    AND l_orderkey = o_orderkey
    AND l_suppkey = s_suppkey
    AND c_nationkey = s_nationkey
    AND s_nationkey = n_nationkey
    AND n_regionkey = r_regionkey
    AND r_name = 'ASIA'
    AND o_orderdate >= DATE '1994-01-01'
    AND o_orderdate < DATE '1995-01-01'
  GROUP BY n_name
  ORDER BY revenue DESC`;
