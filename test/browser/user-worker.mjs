// A worker of the page's own, which may wait for queries. Import maps do not reach workers.

import pl from "/dist/index.browser.js";

self.addEventListener("message", async ({ data: path }) => {
  pl.setThreadPoolSize(2);
  const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
  const query = pl.scanParquet(bytes).groupBy("origin").agg(pl.col("distance").sum()).sort("origin");
  const [waited, awaited] = [query.collectSync(), await query.collect()];
  self.postMessage(waited.frameEqual(awaited) ? waited.height : "they differ");
});
