// The most memory that a process takes which runs one query once from Parquet: a new one for each engine and query.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SELF = fileURLToPath(import.meta.url);

/** Bytes by case and engine. The runtime's own, some 40 MB of Node or 20 of Python, are among them. */
export async function measureMemory({ engineNames, cases, dataDir, threads }) {
  const measured = {};
  for (const { name } of cases) {
    measured[name] = {};
    for (const engine of engineNames) {
      const output = execFileSync(process.execPath, [SELF, engine, name, dataDir, String(threads)], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "inherit"],
      });
      const bytes = Number(output.trim().split("\n").at(-1));
      if (bytes > 0) measured[name][engine] = bytes;
    }
  }
  return measured;
}

if (process.argv[1] === SELF) {
  const [engineName, caseName, dataDir, threads] = process.argv.slice(2);
  const { open } = await import(`../engines/${engineName}.mjs`);
  const benchCase = await import(`../cases/${caseName}.mjs`);
  const engine = await open({ dataDir, threads: Number(threads) });
  await engine.load(benchCase.tables, "parquet");
  const run = engine.query(benchCase, "parquet");
  await run?.();
  console.log(run === undefined ? 0 : await engine.peakBytes());
  process.exit(0);
}
