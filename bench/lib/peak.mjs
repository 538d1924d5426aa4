import { existsSync, readFileSync } from "node:fs";

const STATUS = "/proc/self/status";

/** The most memory that this process has held, in bytes. The system's other count starts from that of the parent process. */
export function peakBytes() {
  if (!existsSync(STATUS)) return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, "utf8"));
  return Number(kilobytes) * 1024;
}
