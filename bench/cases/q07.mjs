// TPC-H Q7, volume shipping: two nations, each on both sides of the trade.
import { date, discounted } from "../lib/words.mjs";

export const tables = ["supplier", "lineitem", "orders", "customer", "nation"];

export function lazy(pl, { supplier, lineitem, orders, customer, nation }) {
  const both = nation.filter(pl.col("n_name").isIn(["FRANCE", "GERMANY"]));
  const suppliers = supplier
    .join(both, { leftOn: "s_nationkey", rightOn: "n_nationkey" })
    .select("s_suppkey", pl.col("n_name").alias("supp_nation"));
  const customers = customer
    .join(both, { leftOn: "c_nationkey", rightOn: "n_nationkey" })
    .select("c_custkey", pl.col("n_name").alias("cust_nation"));
  return lineitem
    .filter(
      pl
        .col("l_shipdate")
        .gtEq(date(pl, "1995-01-01"))
        .and(pl.col("l_shipdate").ltEq(date(pl, "1996-12-31"))),
    )
    .join(suppliers, { leftOn: "l_suppkey", rightOn: "s_suppkey" })
    .join(orders, { leftOn: "l_orderkey", rightOn: "o_orderkey" })
    .join(customers, { leftOn: "o_custkey", rightOn: "c_custkey" })
    .filter(pl.col("supp_nation").neq(pl.col("cust_nation")))
    .groupBy(["supp_nation", "cust_nation", pl.col("l_shipdate").dt.year().alias("l_year")])
    .agg(discounted(pl).sum().alias("revenue"))
    .sort(["supp_nation", "cust_nation", "l_year"]);
}

export const sql = `
  SELECT supp_nation, cust_nation, l_year, sum(volume) AS revenue
  FROM (
    SELECT n1.n_name AS supp_nation, n2.n_name AS cust_nation, year(l_shipdate) AS l_year,
      l_extendedprice * (1 - l_discount) AS volume
    FROM supplier, lineitem, orders, customer, nation n1, nation n2
    WHERE s_suppkey = l_suppkey
      AND o_orderkey = l_orderkey
      AND c_custkey = o_custkey
      AND s_nationkey = n1.n_nationkey
      AND c_nationkey = n2.n_nationkey
      AND ((n1.n_name = 'FRANCE' AND n2.n_name = 'GERMANY') OR (n1.n_name = 'GERMANY' AND n2.n_name = 'FRANCE'))
      AND l_shipdate >= DATE '1995-01-01' AND l_shipdate <= DATE '1996-12-31') AS shipping
  GROUP BY supp_nation, cust_nation, l_year
  ORDER BY supp_nation, cust_nation, l_year`;
