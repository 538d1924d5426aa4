// TPC-H Q6, forecasting revenue change: a selective filter and one sum.
export const tables = ["lineitem"];

export function lazy(pl, { lineitem }) {
  return lineitem
    .filter(
      pl
        .col("l_shipdate")
        .gtEq(pl.lit(new Date("1994-01-01")).cast(pl.Date))
        .and(pl.col("l_shipdate").lt(pl.lit(new Date("1995-01-01")).cast(pl.Date)))
        .and(pl.col("l_discount").gtEq(pl.lit(0.05)))
        .and(pl.col("l_discount").ltEq(pl.lit(0.07)))
        .and(pl.col("l_quantity").lt(pl.lit(24))),
    )
    .select(pl.col("l_extendedprice").mul(pl.col("l_discount")).sum().alias("revenue"));
}

// As doubles 0.06 + 0.01 is not 0.07, so the bounds are written out.
export const sql = `
  SELECT sum(l_extendedprice * l_discount) AS revenue
  FROM lineitem
  WHERE l_shipdate >= DATE '1994-01-01'
    AND l_shipdate < DATE '1995-01-01'
    AND l_discount >= 0.05::DOUBLE AND l_discount <= 0.07::DOUBLE
    AND l_quantity < 24`;
