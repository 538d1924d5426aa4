// Queries of a process whose first worker dies when it reads a file.

import pl from "floe";

pl.setThreadPoolSize(2);
const query = pl.scanParquet(process.argv[2]).groupBy("origin").agg(pl.len());
// Starts the worker, and gives the event loop turns in which Node learns of it.
await pl
  .DataFrame({ a: new Float64Array(200_000) })
  .lazy()
  .filter(pl.col("a").gt(0))
  .collect();
await new Promise((resolve) => setTimeout(resolve, 100));
const runs = [() => query.collectSync(), () => query.collect()];
if (process.argv[3] === "awaited") runs.reverse();
for (const run of [...runs, runs[0]]) {
  try {
    console.log((await run()).height);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
