// How fast Q6 goes through memory, beside a plain sum of a column that is too large for any cache, on the same threads.
import { median } from "./median.mjs";

const SUM_ROWS = 20_000_000;
const RUNS = 9;
const BYTES = {
  Int8: 1,
  UInt8: 1,
  Int16: 2,
  UInt16: 2,
  Int32: 4,
  UInt32: 4,
  Float32: 4,
  Date: 4,
  Int64: 8,
  UInt64: 8,
  Float64: 8,
  Datetime: 8,
};
const COLUMNS = ["l_shipdate", "l_discount", "l_quantity", "l_extendedprice"];

/** In bytes a second: of the columns that Q6 touches, and of the sum. */
export async function bandwidth(pl, lineitem, q6) {
  const width = COLUMNS.reduce((sum, name) => sum + BYTES[lineitem.schema[name].kind], 0);
  const big = pl.DataFrame({ x: new Float64Array(SUM_ROWS).fill(0.5) });
  const sum = big.lazy().select(pl.col("x").sum());
  const query = q6.lazy(pl, { lineitem: lineitem.lazy() });
  const times = { q6: [], sum: [] };
  for (let run = 0; run < RUNS; run++) {
    times.q6.push(await timed(query));
    times.sum.push(await timed(sum));
  }
  big.dispose();
  const perSecond = (bytes, samples) => (bytes * 1000) / median(samples);
  return { q6: perSecond(width * lineitem.height, times.q6), sum: perSecond(8 * SUM_ROWS, times.sum) };
}

async function timed(query) {
  const start = performance.now();
  const result = await query.collect();
  const timeMs = performance.now() - start;
  result.dispose();
  return timeMs;
}

export const bandwidthText = ({ q6, sum }) =>
  `Q6 reads its columns at ${(q6 / 1e9).toFixed(1)} GB/s, ${((100 * q6) / sum).toFixed(0)} % of a plain sum's ${(sum / 1e9).toFixed(1)} GB/s`;
