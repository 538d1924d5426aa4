// What many queries say, in the words that floe and nodejs-polars share.

export const date = (pl, text) => pl.lit(new Date(text)).cast(pl.Date);

/** What was paid for a lineitem. */
export const discounted = (pl) => pl.col("l_extendedprice").mul(pl.lit(1).sub(pl.col("l_discount")));

/** Whether a day lies in [from, before). */
export const inDays = (pl, column, from, before) =>
  pl
    .col(column)
    .gtEq(date(pl, from))
    .and(pl.col(column).lt(date(pl, before)));
