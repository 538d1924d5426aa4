// TPC-H Q19, discounted revenue: three alternatives over the columns of both sides of a join.
import { discounted } from "../lib/words.mjs";

export const tables = ["lineitem", "part"];

export function lazy(pl, { lineitem, part }) {
  const between = (name, low, high) =>
    pl
      .col(name)
      .gtEq(pl.lit(low))
      .and(pl.col(name).ltEq(pl.lit(high)));
  const offer = (brand, containers, quantity, size) =>
    pl
      .col("p_brand")
      .eq(pl.lit(brand))
      .and(pl.col("p_container").isIn(containers))
      .and(between("l_quantity", quantity, quantity + 10))
      .and(between("p_size", 1, size));
  return part
    .join(lineitem, { leftOn: "p_partkey", rightOn: "l_partkey" })
    .filter(pl.col("l_shipmode").isIn(["AIR", "AIR REG"]))
    .filter(pl.col("l_shipinstruct").eq(pl.lit("DELIVER IN PERSON")))
    .filter(
      offer("Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], 1, 5)
        .or(offer("Brand#23", ["MED BAG", "MED BOX", "MED PKG", "MED PACK"], 10, 10))
        .or(offer("Brand#34", ["LG CASE", "LG BOX", "LG PACK", "LG PKG"], 20, 15)),
    )
    .select(discounted(pl).sum().alias("revenue"));
}

export const sql = `
  SELECT sum(l_extendedprice * (1 - l_discount)) AS revenue
  FROM lineitem, part
  WHERE (p_partkey = l_partkey
      AND p_brand = 'Brand#12'
      AND p_container IN ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG')
      AND l_quantity >= 1 AND l_quantity <= 11
      AND p_size BETWEEN 1 AND 5
      AND l_shipmode IN ('AIR', 'AIR REG')
      AND l_shipinstruct = 'DELIVER IN PERSON')
    OR (p_partkey = l_partkey
      AND p_brand = 'Brand#23'
      AND p_container IN ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK')
      AND l_quantity >= 10 AND l_quantity <= 20
      AND p_size BETWEEN 1 AND 10
      AND l_shipmode IN ('AIR', 'AIR REG')
      AND l_shipinstruct = 'DELIVER IN PERSON')
    OR (p_partkey = l_partkey
      AND p_brand = 'Brand#34'
      AND p_container IN ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG')
      AND l_quantity >= 20 AND l_quantity <= 30
      AND p_size BETWEEN 1 AND 15
      AND l_shipmode IN ('AIR', 'AIR REG')
      AND l_shipinstruct = 'DELIVER IN PERSON')`;
