// TPC-H Q2, minimum cost supplier: five small tables, and the cheapest offer of each part.
export const tables = ["part", "supplier", "partsupp", "nation", "region"];

export function lazy(pl, { part, supplier, partsupp, nation, region }) {
  const offers = part
    .filter(pl.col("p_size").eq(pl.lit(15)))
    .filter(pl.col("p_type").str.endsWith("BRASS"))
    .join(partsupp, { leftOn: "p_partkey", rightOn: "ps_partkey" })
    .join(supplier, { leftOn: "ps_suppkey", rightOn: "s_suppkey" })
    .join(nation, { leftOn: "s_nationkey", rightOn: "n_nationkey" })
    .join(region.filter(pl.col("r_name").eq(pl.lit("EUROPE"))), { leftOn: "n_regionkey", rightOn: "r_regionkey" });
  return offers
    .groupBy("p_partkey")
    .agg(pl.col("ps_supplycost").min())
    .join(offers, { on: ["p_partkey", "ps_supplycost"] })
    .select("s_acctbal", "s_name", "n_name", "p_partkey", "p_mfgr", "s_address", "s_phone", "s_comment")
    .sort(["s_acctbal", "n_name", "s_name", "p_partkey"], [true, false, false, false])
    .limit(100);
}

export const sql = `
  SELECT s_acctbal, s_name, n_name, p_partkey, p_mfgr, s_address, s_phone, s_comment
  FROM part, supplier, partsupp, nation, region
  WHERE p_partkey = ps_partkey
    AND s_suppkey = ps_suppkey
    AND p_size = 15
    AND p_type LIKE '%BRASS'
    AND s_nationkey = n_nationkey
    AND n_regionkey = r_regionkey
    AND r_name = 'EUROPE'
    AND ps_supplycost = (
      SELECT min(ps_supplycost)
      FROM partsupp, supplier, nation, region
      WHERE p_partkey = ps_partkey
        AND s_suppkey = ps_suppkey
        AND s_nationkey = n_nationkey
        AND n_regionkey = r_regionkey
        AND r_name = 'EUROPE')
  ORDER BY s_acctbal DESC, n_name, s_name, p_partkey
  LIMIT 100`;
