// TPC-H Q13, customer distribution: a left join, a text pattern, groups of groups.
export const tables = ["customer", "orders"];

export function lazy(pl, { customer, orders }) {
  const plain = orders.filter(pl.col("o_comment").str.contains("special.*requests").not());
  return customer
    .join(plain, { leftOn: "c_custkey", rightOn: "o_custkey", how: "left" })
    .groupBy("c_custkey")
    .agg(pl.col("o_orderkey").count().alias("c_count"))
    .groupBy("c_count")
    .agg(pl.len().alias("custdist"))
    .sort(["custdist", "c_count"], [true, true]);
}

export const sql = `
  SELECT c_count, count(*) AS custdist
  FROM (
    SELECT c_custkey, count(o_orderkey) AS c_count
    FROM customer LEFT OUTER JOIN orders ON c_custkey = o_custkey AND o_comment NOT LIKE '%special%requests%'
    GROUP BY c_custkey) AS c_orders
  GROUP BY c_count
  ORDER BY custdist DESC, c_count DESC`;
