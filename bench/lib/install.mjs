import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BENCH = fileURLToPath(new URL("..", import.meta.url));

/** The peers are installed when the bench first runs. */
export function installPeers() {
  if (existsSync(`${BENCH}node_modules/nodejs-polars`)) return;
  execFileSync("npm", ["ci", "--prefix", BENCH, "--no-fund", "--no-audit"], { stdio: "inherit" });
}
