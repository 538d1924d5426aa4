// TPC-H Q20, potential part promotion: semi joins, and groups compared with rows by two keys.
import { inDays } from "../lib/words.mjs";

export const tables = ["supplier", "nation", "partsupp", "part", "lineitem"];

export function lazy(pl, { supplier, nation, partsupp, part, lineitem }) {
  const shipped = lineitem
    .filter(inDays(pl, "l_shipdate", "1994-01-01", "1995-01-01"))
    .groupBy(["l_partkey", "l_suppkey"])
    .agg(pl.col("l_quantity").sum().mul(pl.lit(0.5)).alias("half"));
  const plenty = partsupp
    .join(part.filter(pl.col("p_name").str.startsWith("forest")), { leftOn: "ps_partkey", rightOn: "p_partkey", how: "semi" })
    .join(shipped, { leftOn: ["ps_partkey", "ps_suppkey"], rightOn: ["l_partkey", "l_suppkey"] })
    .filter(pl.col("ps_availqty").gt(pl.col("half")));
  return supplier
    .join(nation.filter(pl.col("n_name").eq(pl.lit("CANADA"))), { leftOn: "s_nationkey", rightOn: "n_nationkey" })
    .join(plenty, { leftOn: "s_suppkey", rightOn: "ps_suppkey", how: "semi" })
    .select("s_name", "s_address")
    .sort("s_name");
}

export const sql = `
  SELECT s_name, s_address
  FROM supplier, nation
  WHERE s_suppkey IN (
      SELECT ps_suppkey
      FROM partsupp
      WHERE ps_partkey IN (SELECT p_partkey FROM part WHERE p_name LIKE 'forest%')
        AND ps_availqty > (
          SELECT 0.5 * sum(l_quantity)
          FROM lineitem
          WHERE l_partkey = ps_partkey
            AND l_suppkey = ps_suppkey
            AND l_shipdate >= DATE '1994-01-01'
            AND l_shipdate < DATE '1995-01-01'))
    AND s_nationkey = n_nationkey
    AND n_name = 'CANADA'
  ORDER BY s_name`;
