import { execFileSync } from "node:child_process";
import os from "node:os";

/** Where and on what the figures were taken. */
export function machine() {
  const [cpu] = os.cpus();
  const facts = { processor: cpu?.model ?? "unknown processor", cores: os.cpus().length, node: process.versions.node, commit: commit() };
  return { facts, text: `${facts.processor}, ${facts.cores} cores; Node ${facts.node}; commit ${facts.commit}` };
}

function commit() {
  const git = (...args) =>
    execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    return (
      git("rev-parse", "--short", "HEAD") +
      (git("status", "--porcelain", "--untracked-files=no", "--", ":(top,exclude)bench/results") ? " with changes" : "")
    );
  } catch {
    return "unknown";
  }
}
