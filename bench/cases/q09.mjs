// TPC-H Q9, product type profit measure: text search in part names, and a join by two keys.
import { discounted } from "../lib/words.mjs";

export const tables = ["part", "supplier", "lineitem", "partsupp", "orders", "nation"];

export function lazy(pl, { part, supplier, lineitem, partsupp, orders, nation }) {
  return part
    .filter(pl.col("p_name").str.contains("green"))
    .join(partsupp, { leftOn: "p_partkey", rightOn: "ps_partkey" })
    .join(supplier, { leftOn: "ps_suppkey", rightOn: "s_suppkey" })
    .join(lineitem, { leftOn: ["p_partkey", "ps_suppkey"], rightOn: ["l_partkey", "l_suppkey"] })
    .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
    .join(nation, { leftOn: "s_nationkey", rightOn: "n_nationkey" })
    .select(
      pl.col("n_name").alias("nation"),
      pl.col("o_orderdate").dt.year().alias("o_year"),
      discounted(pl)
        .sub(pl.col("ps_supplycost").mul(pl.col("l_quantity")))
        .alias("amount"),
    )
    .groupBy(["nation", "o_year"])
    .agg(pl.col("amount").sum().alias("sum_profit"))
    .sort(["nation", "o_year"], [false, true]);
}

export const sql = `
  SELECT nation, o_year, sum(amount) AS sum_profit
  FROM (
    SELECT n_name AS nation, year(o_orderdate) AS o_year,
      l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity AS amount
    FROM part, supplier, lineitem, partsupp, orders, nation
    WHERE s_suppkey = l_suppkey
      AND ps_suppkey = l_suppkey
      AND ps_partkey = l_partkey
      AND p_partkey = l_partkey
      AND o_orderkey = l_orderkey
      AND s_nationkey = n_nationkey
      AND p_name LIKE '%green%') AS profit
  GROUP BY nation, o_year
  ORDER BY nation, o_year DESC`;
