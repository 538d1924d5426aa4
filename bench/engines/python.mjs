// Engines of Python: a process that answers over stdin and stdout (../python/run.py), so that its samples are taken in turns
// with the others'. What a message takes, some tenths of a millisecond, is counted as theirs.
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { record } from "../lib/record.mjs";

const HERE = path.join(import.meta.dirname, "../python");
const VENV = path.join(import.meta.dirname, "../data/.venv-peers");
const PYTHON = path.join(VENV, "bin/python");

/** Installs the packages when they are missing. What stands in the way, or undefined. */
export function missingPython() {
  const quiet = { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" };
  try {
    if (!existsSync(PYTHON)) execFileSync("python3", ["-m", "venv", VENV], quiet);
    execFileSync(
      PYTHON,
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", path.join(HERE, "requirements.txt")],
      quiet,
    );
    return undefined;
  } catch (error) {
    return error.code === "ENOENT" ? "there is no python3" : (error.stderr || error.message).trim().split("\n").at(-1);
  }
}

export async function openPython(engine, { dataDir, threads }) {
  const child = spawn(PYTHON, [path.join(HERE, "run.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (message) => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const { value, done } = await answers.next();
    if (done) throw new Error(`python (${engine}) ended`);
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(`python (${engine}): ${answer.error}`);
    return answer;
  };
  const { version } = await ask({ do: "open", engine, dataDir, threads });
  return {
    version,
    load: (tables, mode) => ask({ do: "load", tables, mode }),
    query({ lazy, polars = lazy, sql, sums = [], tables }, mode) {
      if (engine === "polars" && polars === undefined) return undefined;
      const query = engine === "polars" ? { steps: record(polars, tables) } : { sql, sums };
      return () => ask({ do: "run", query, mode });
    },
    rows: async (_, { sums = [] }) => (await ask({ do: "rows", sums })).rows,
    peakBytes: async () => (await ask({ do: "memory" })).peakBytes,
    close: () => child.stdin.end(),
  };
}
