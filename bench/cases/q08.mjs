// TPC-H Q8, national market share: eight tables, from one kind of part to the nation of its supplier.
import { date, discounted } from "../lib/words.mjs";

export const tables = ["part", "supplier", "lineitem", "orders", "customer", "nation", "region"];

export function lazy(pl, { part, supplier, lineitem, orders, customer, nation, region }) {
  const american = nation.join(region.filter(pl.col("r_name").eq(pl.lit("AMERICA"))), { leftOn: "n_regionkey", rightOn: "r_regionkey" });
  const ofBrazil = pl
    .when(pl.col("n_name").eq(pl.lit("BRAZIL")))
    .then(pl.col("volume"))
    .otherwise(pl.lit(0));
  return part
    .filter(pl.col("p_type").eq(pl.lit("ECONOMY ANODIZED STEEL")))
    .join(lineitem, { leftOn: "p_partkey", rightOn: "l_partkey" })
    .join(supplier, { leftOn: "l_suppkey", rightOn: "s_suppkey" })
    .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
    .join(customer, { leftOn: "o_custkey", rightOn: "c_custkey" })
    .join(american.select("n_nationkey"), { leftOn: "c_nationkey", rightOn: "n_nationkey" })
    .join(nation.select("n_nationkey", "n_name"), { leftOn: "s_nationkey", rightOn: "n_nationkey" })
    .filter(
      pl
        .col("o_orderdate")
        .gtEq(date(pl, "1995-01-01"))
        .and(pl.col("o_orderdate").ltEq(date(pl, "1996-12-31"))),
    )
    .select(pl.col("o_orderdate").dt.year().alias("o_year"), discounted(pl).alias("volume"), "n_name")
    .groupBy("o_year")
    .agg(ofBrazil.sum().div(pl.col("volume").sum()).alias("mkt_share"))
    .sort("o_year");
}

export const sql = `
  SELECT o_year, sum(CASE WHEN nation = 'BRAZIL' THEN volume ELSE 0 END) / sum(volume) AS mkt_share
  FROM (
    SELECT year(o_orderdate) AS o_year, l_extendedprice * (1 - l_discount) AS volume, n2.n_name AS nation
    FROM part, supplier, lineitem, orders, customer, nation n1, nation n2, region
    WHERE p_partkey = l_partkey
      AND s_suppkey = l_suppkey
      AND l_orderkey = o_orderkey
      AND o_custkey = c_custkey
      AND c_nationkey = n1.n_nationkey
      AND n1.n_regionkey = r_regionkey
      AND r_name = 'AMERICA'
      AND s_nationkey = n2.n_nationkey
      AND o_orderdate >= DATE '1995-01-01' AND o_orderdate <= DATE '1996-12-31'
      AND p_type = 'ECONOMY ANODIZED STEEL') AS all_nations
  GROUP BY o_year
  ORDER BY o_year`;
