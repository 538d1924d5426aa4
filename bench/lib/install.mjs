import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const BENCH = fileURLToPath(new URL("..", import.meta.url));

/** The peers are installed when a bench first runs that needs this one. */
export function installPeers(name = "nodejs-polars") {
  if (existsSync(`${BENCH}node_modules/${name}`)) return;
  execFileSync("npm", ["ci", "--prefix", BENCH, "--no-fund", "--no-audit"], { stdio: "inherit" });
}
