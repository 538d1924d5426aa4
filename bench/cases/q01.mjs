// TPC-H Q1, pricing summary report: nearly all rows, four groups, eight aggregates.
export const tables = ["lineitem"];

export function lazy(pl, { lineitem }) {
  const discounted = pl.col("l_extendedprice").mul(pl.lit(1).sub(pl.col("l_discount")));
  return lineitem
    .filter(pl.col("l_shipdate").ltEq(pl.lit(new Date("1998-09-02")).cast(pl.Date)))
    .groupBy(["l_returnflag", "l_linestatus"])
    .agg(
      pl.col("l_quantity").sum().alias("sum_qty"),
      pl.col("l_extendedprice").sum().alias("sum_base_price"),
      discounted.sum().alias("sum_disc_price"),
      discounted
        .mul(pl.lit(1).add(pl.col("l_tax")))
        .sum()
        .alias("sum_charge"),
      pl.col("l_quantity").mean().alias("avg_qty"),
      pl.col("l_extendedprice").mean().alias("avg_price"),
      pl.col("l_discount").mean().alias("avg_disc"),
      pl.len().alias("count_order"),
    )
    .sort(["l_returnflag", "l_linestatus"]);
}

export const sql = `
  SELECT l_returnflag, l_linestatus,
    sum(l_quantity) AS sum_qty,
    sum(l_extendedprice) AS sum_base_price,
    sum(l_extendedprice * (1 - l_discount)) AS sum_disc_price,
    sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) AS sum_charge,
    avg(l_quantity) AS avg_qty,
    avg(l_extendedprice) AS avg_price,
    avg(l_discount) AS avg_disc,
    count(*) AS count_order
  FROM lineitem
  WHERE l_shipdate <= DATE '1998-09-02'
  GROUP BY l_returnflag, l_linestatus
  ORDER BY l_returnflag, l_linestatus`;
