// Three million flights from a Parquet file: which airports' departures are late, by a lazy query on all cores.
// `npm run demo`

import { fileURLToPath } from "node:url";
import pl from "floe";

const path = fileURLToPath(new URL("../node_modules/vega-datasets/data/flights-3m.parquet", import.meta.url));

const query = pl
  .scanParquet(path, { schema: { date: pl.Datetime("us"), delay: pl.Int64, distance: pl.Int64, origin: pl.Utf8, destination: pl.Utf8 } })
  .filter(pl.col("distance").gt(200).and(pl.col("delay").isNotNull()))
  .withColumns(pl.col("delay").gt(15).alias("late"), pl.col("distance").mul(1.609344).alias("km"))
  .groupBy("origin")
  .agg(
    pl.len().alias("flights"),
    pl.col("delay").mean().round(1).alias("delay_mean"),
    pl.col("late").mean().mul(100).round(1).alias("late_percent"),
    pl.col("km").mean().round(0).alias("km_mean"),
    pl.col("destination").nUnique().alias("destinations"),
  )
  .filter(pl.col("flights").gt(10_000))
  .sort("late_percent", true)
  .limit(10);

const { frame, steps } = await query.profile();
const rows = 3_000_000;
const timesMs = [];
for (let run = 0; run < 5; run++) {
  const start = performance.now();
  await query.collect();
  timesMs.push(performance.now() - start);
}
const medianMs = timesMs.sort((a, b) => a - b)[2] ?? 0;

console.log(frame.toString());
console.log(`\noptimised plan:\n${query.explain()}`);
console.log("\nsteps of the first run:");
for (const { step, timeMs, threads } of steps)
  console.log(`  ${timeMs.toFixed(1).padStart(7)} ms  ${threads} thread${threads === 1 ? " " : "s"}  ${step}`);
console.log(
  `\n${rows.toLocaleString("en")} rows in ${medianMs.toFixed(0)} ms (median of 5): ${Math.round(rows / medianMs / 1000)} million rows/s, ${pl.threadPoolSize()} threads`,
);
