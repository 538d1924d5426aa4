// TPC-H Q22, global sales opportunity: parts of text as keys, an anti join, a mean over the frame.
const CODES = ["13", "31", "23", "29", "30", "18", "17"];

export const tables = ["customer", "orders"];

export function lazy(pl, { customer, orders }) {
  const customers = customer
    .select("c_custkey", "c_acctbal", pl.col("c_phone").str.slice(0, 2).alias("cntrycode"))
    .filter(pl.col("cntrycode").isIn(CODES));
  const mean = customers.filter(pl.col("c_acctbal").gt(pl.lit(0))).select(pl.col("c_acctbal").mean().alias("mean"));
  return customers
    .join(orders, { leftOn: "c_custkey", rightOn: "o_custkey", how: "anti" })
    .join(mean, { how: "cross" })
    .filter(pl.col("c_acctbal").gt(pl.col("mean")))
    .groupBy("cntrycode")
    .agg(pl.len().alias("numcust"), pl.col("c_acctbal").sum().alias("totacctbal"))
    .sort("cntrycode");
}

export const sql = `
  SELECT cntrycode, count(*) AS numcust, sum(c_acctbal) AS totacctbal
  FROM (
    SELECT substring(c_phone FROM 1 FOR 2) AS cntrycode, c_acctbal
    FROM customer
    WHERE substring(c_phone FROM 1 FOR 2) IN ('${CODES.join("', '")}')
      AND c_acctbal > (
        SELECT avg(c_acctbal)
        FROM customer
        WHERE c_acctbal > 0 AND substring(c_phone FROM 1 FOR 2) IN ('${CODES.join("', '")}'))
      AND NOT EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey)) AS custsale
  GROUP BY cntrycode
  ORDER BY cntrycode`;
