import pl from "floe";

const answer = await pl
  .scanParquet(new URL("customer.parquet", location.href))
  .filter(pl.col("c_acctbal").gt(0))
  .groupBy("c_mktsegment")
  .agg(pl.col("c_acctbal").mean())
  .sort("c_mktsegment")
  .collect();
document.querySelector("#answer").textContent = JSON.stringify(answer.toRecords());
globalThis.answeredMs = performance.now();
console.log("answered");
