// Dates, times and spans of time as Polars prints them, from their exact physical values.

import type { TimeUnit } from "../types/index.js";
import { floorDivide, formatOffset, formatSeconds, ticksPerSecond } from "../util/calendar.js";
import { offsetSeconds } from "../util/zones.js";

/** `ticks` in `unit` since 1970; the wall-clock time in `timeZone`, if there is one. */
export function formatDatetime(ticks: bigint, unit: TimeUnit, timeZone: string | null): string {
  const perSecond = ticksPerSecond[unit];
  const seconds = floorDivide(ticks, perSecond);
  const fraction = formatFraction(ticks - seconds * perSecond, unit);
  if (timeZone === null) return formatSeconds(Number(seconds)) + fraction;
  const offset = timeZone === "UTC" ? 0 : offsetSeconds(timeZone, Number(seconds));
  const suffix = timeZone === "UTC" ? "UTC" : formatOffset(offset);
  return `${formatSeconds(Number(seconds) + offset)}${fraction} ${suffix}`;
}

/** Nothing, or three, six or nine digits, as many as are needed. */
function formatFraction(ticks: bigint, unit: TimeUnit): string {
  if (ticks === 0n) return "";
  let digits = String(ticks).padStart(String(ticksPerSecond[unit]).length - 1, "0");
  while (digits.endsWith("000")) digits = digits.slice(0, -3);
  return `.${digits}`;
}

/** As `1d 2h 3m 4s 500ms`; below a second in the coarsest unit that is exact. Each part has the sign. */
export function formatDuration(ticks: bigint, unit: TimeUnit): string {
  const symbols = { ms: "ms", us: "µs", ns: "ns" } as const;
  if (ticks === 0n) return `0${symbols[unit]}`;
  const perSecond = ticksPerSecond[unit];
  const seconds = ticks / perSecond;
  let rest = ticks % perSecond;
  let symbol: string = symbols[unit];
  for (const coarser of unit === "ns" ? ["µs", "ms"] : unit === "us" ? ["ms"] : []) {
    if (rest % 1000n !== 0n) break;
    rest /= 1000n;
    symbol = coarser;
  }
  const parts: (readonly [bigint, string])[] = [
    [seconds / 86_400n, "d"],
    [(seconds / 3600n) % 24n, "h"],
    [(seconds / 60n) % 60n, "m"],
    [seconds % 60n, "s"],
    [rest, symbol],
  ];
  return parts
    .filter(([count]) => count !== 0n)
    .map(([count, name]) => `${count}${name}`)
    .join(" ");
}
