// The demo page: a Parquet file, a lazy query, its result, plan and times.

import pl from "floe";

const FLIGHTS_QUERY = `lf
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
const query = element("query");
const run = element("run");
const progress = element("progress");

let lf;
let controller;

element("status").textContent = crossOriginIsolated
  ? `cross-origin isolated: ${pl.threadPoolSize()} threads`
  : "not cross-origin isolated: one thread, the same results";

/** `input`: whatever `scanParquet` takes. */
async function open(input, label, text) {
  lf = pl.scanParquet(input);
  query.value = text;
  element("source").textContent = label;
  await runQuery();
  const schema = await lf.collectSchema();
  const columns = Object.entries(schema).map(([name, { kind }]) => `${name} ${kind}`);
  element("source").textContent = `${label}: ${columns.join(", ")}`;
}

async function runQuery() {
  controller = new AbortController();
  show("running");
  const start = performance.now();
  try {
    // The page's user writes JavaScript here, so the page evaluates it; floe itself never does.
    const lazy = new Function("pl", "lf", `return (${query.value})`)(pl, lf);
    const { frame, steps } = await lazy.profile({ signal: controller.signal, onProgress: showProgress });
    element("time").textContent = `${frame.height.toLocaleString("en")} rows in ${(performance.now() - start).toFixed(0)} ms`;
    element("result").innerHTML = frame.toHTML({ rowsMax: 20 });
    element("plan").textContent = lazy.explain();
    showSteps(steps);
    frame.dispose();
    show("done");
  } catch (error) {
    element("error").textContent = `${error.name}: ${error.message}`;
    element("time").textContent = "";
    progress.value = 0;
    show("failed");
  }
}

/** `state`: running, done or failed. What stands on the page from an earlier run is dimmed meanwhile. */
function show(state) {
  document.body.dataset.state = state;
  run.disabled = state === "running";
  element("cancel").disabled = state !== "running";
  element("error").hidden = state !== "failed";
}

function showProgress({ step, done, total }) {
  progress.max = total;
  progress.value = done;
  element("time").textContent = step;
}

function showSteps(steps) {
  const rows = steps.map(({ step, rows: count, threads, timeMs }) => [step, count.toLocaleString("en"), threads, timeMs.toFixed(1)]);
  element("steps").replaceChildren(...[["step", "rows in", "threads", "ms"], ...rows].map(tableRow));
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

const openFile = (file) => file && open(file, file.name, PREVIEW_QUERY);

run.addEventListener("click", runQuery);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !run.disabled) runQuery();
});
element("cancel").addEventListener("click", () => controller.abort());
element("flights").addEventListener("click", () =>
  open(new URL("./flights-3m.parquet", location.href), "flights-3m.parquet", FLIGHTS_QUERY),
);
element("file").addEventListener("change", ({ target }) => openFile(target.files[0]));

const drop = element("drop");
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  openFile(event.dataTransfer.files[0]);
});
