// TPC-H Q16, parts/supplier relationship: distinct values in groups, without the suppliers that others complain of.
export const tables = ["partsupp", "part", "supplier"];

export function lazy(pl, { partsupp, part, supplier }) {
  const blamed = supplier.filter(pl.col("s_comment").str.contains("Customer.*Complaints"));
  return part
    .filter(pl.col("p_brand").neq(pl.lit("Brand#45")))
    .filter(pl.col("p_type").str.startsWith("MEDIUM POLISHED").not())
    .filter(pl.col("p_size").isIn([49, 14, 23, 45, 19, 3, 36, 9]))
    .join(partsupp, { leftOn: "p_partkey", rightOn: "ps_partkey" })
    .join(blamed, { leftOn: "ps_suppkey", rightOn: "s_suppkey", how: "anti" })
    .groupBy(["p_brand", "p_type", "p_size"])
    .agg(pl.col("ps_suppkey").nUnique().alias("supplier_cnt"))
    .sort(["supplier_cnt", "p_brand", "p_type", "p_size"], [true, false, false, false]);
}

export const sql = `
  SELECT p_brand, p_type, p_size, count(DISTINCT ps_suppkey) AS supplier_cnt
  FROM partsupp, part
  WHERE p_partkey = ps_partkey
    AND p_brand <> 'Brand#45'
    AND p_type NOT LIKE 'MEDIUM POLISHED%'
    AND p_size IN (49, 14, 23, 45, 19, 3, 36, 9)
    AND ps_suppkey NOT IN (SELECT s_suppkey FROM supplier WHERE s_comment LIKE '%Customer%Complaints%')
  GROUP BY p_brand, p_type, p_size
  ORDER BY supplier_cnt DESC, p_brand, p_type, p_size`;
