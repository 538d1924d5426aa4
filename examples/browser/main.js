// The demo page: a Parquet file, a lazy query, its result, plan and times.

import pl from "floe";

const QUERY = `lf
  .filter(pl.col("distance").gt(200))
  .withColumns(pl.col("delay").gt(15).alias("late"))
  .groupBy("origin")
  .agg(
    pl.len().alias("flights"),
    pl.col("delay").mean().round(1).alias("delay_mean"),
    pl.col("late").mean().mul(100).round(1).alias("late_percent"),
  )
  .filter(pl.col("flights").gt(10000))
  .sort("late_percent", true)
  .limit(10)`;
const PREVIEW_QUERY = "lf.limit(20)";

const element = (id) => document.getElementById(id);
const [status, drop, file, flights, source, query, run, cancel, progress, time, error, result, plan, steps] = [
  "status",
  "drop",
  "file",
  "flights",
  "source",
  "query",
  "run",
  "cancel",
  "progress",
  "time",
  "error",
  "result",
  "plan",
  "steps",
].map(element);

let lf;
let controller;

status.textContent = crossOriginIsolated
  ? `cross-origin isolated: ${pl.threadPoolSize()} threads`
  : "not cross-origin isolated: one thread, the same results";

function open(input, label, text) {
  lf = pl.scanParquet(input);
  source.textContent = label;
  query.value = text;
  run.disabled = false;
  return runQuery();
}

async function runQuery() {
  controller = new AbortController();
  run.disabled = true;
  cancel.disabled = false;
  error.hidden = true;
  const start = performance.now();
  try {
    // The page's user writes JavaScript here, so the page evaluates it; floe itself never does.
    const lazy = new Function("pl", "lf", `return (${query.value})`)(pl, lf);
    const { frame, steps: profile } = await lazy.profile({
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        progress.max = total;
        progress.value = done;
      },
    });
    time.textContent = `${frame.height.toLocaleString("en")} rows in ${(performance.now() - start).toFixed(0)} ms`;
    result.innerHTML = frame.toHTML();
    plan.textContent = lazy.explain();
    showSteps(profile);
    document.body.dataset.state = "done";
    frame.dispose();
  } catch (failure) {
    error.textContent = `${failure.name}: ${failure.message}`;
    error.hidden = false;
    document.body.dataset.state = "failed";
  } finally {
    run.disabled = false;
    cancel.disabled = true;
  }
}

function showSteps(profile) {
  const rows = profile.map(({ step, rows: count, threads, timeMs }) => [step, count.toLocaleString("en"), threads, timeMs.toFixed(1)]);
  steps.replaceChildren(...[["step", "rows in", "threads", "ms"], ...rows].map(tableRow));
}

function tableRow(cells, index) {
  const row = document.createElement("tr");
  for (const cell of cells) {
    const item = document.createElement(index === 0 ? "th" : "td");
    item.textContent = cell;
    row.append(item);
  }
  return row;
}

run.addEventListener("click", runQuery);
cancel.addEventListener("click", () => controller.abort());
flights.addEventListener("click", () => open(new URL("./flights-3m.parquet", location.href), "flights-3m.parquet", QUERY));
file.addEventListener("change", () => file.files[0] && open(file.files[0], file.files[0].name, PREVIEW_QUERY));
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const [dropped] = event.dataTransfer.files;
  if (dropped) open(dropped, dropped.name, PREVIEW_QUERY);
});
