// db-benchmark group-by 9: the square of a correlation of ten thousand groups, from its sums.
export const tables = ["groupby"];
export const sums = ["r2"];

export function lazy(pl, { groupby }) {
  const [x, y] = ["v1", "v2"].map((name) => pl.col(name).cast(pl.Float64));
  const n = pl.len();
  const spread = (a, b) => n.mul(a.mul(b).sum()).sub(a.sum().mul(b.sum()));
  return groupby.groupBy(["id2", "id4"]).agg(
    spread(x, y)
      .mul(spread(x, y))
      .div(spread(x, x).mul(spread(y, y)))
      .alias("r2"),
  );
}

export const sql = "SELECT id2, id4, corr(v1, v2) * corr(v1, v2) AS r2 FROM groupby GROUP BY id2, id4";
