// Dates, times and spans of time as Polars prints them, from their exact physical values.

import type { TimeUnit } from "../types/index.js";

const unitsPerSecond: Readonly<Record<TimeUnit, bigint>> = { ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n };
const DAY_SECONDS = 86_400;
/** Years of 400 repeat: leap years, months, days of the week. */
const ERA_DAYS = 146_097;

/** `days` since 1970-01-01, in the proleptic Gregorian calendar. */
export function formatDate(days: number): string {
  // Counted from 0000-03-01, a leap day ends its year, and months have 153 days in each five.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / (ERA_DAYS - 1))) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${formatYear(year)}-${twoDigits(month)}-${twoDigits(day)}`;
}

function formatYear(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, "0");
  if (year < 0) return `-${digits}`;
  return year > 9999 ? `+${digits}` : digits;
}

/** `ticks` in `unit` since 1970; the wall-clock time in `timeZone`, if there is one. */
export function formatDatetime(ticks: bigint, unit: TimeUnit, timeZone: string | null): string {
  const perSecond = unitsPerSecond[unit];
  const seconds = floorDivide(ticks, perSecond);
  const fraction = formatFraction(ticks - seconds * perSecond, unit);
  if (timeZone === null) return formatSeconds(Number(seconds)) + fraction;
  const offset = timeZone === "UTC" ? 0 : offsetSeconds(Number(seconds), timeZone);
  const suffix = timeZone === "UTC" ? "UTC" : formatOffset(offset);
  return `${formatSeconds(Number(seconds) + offset)}${fraction} ${suffix}`;
}

function formatSeconds(seconds: number): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  const time = seconds - days * DAY_SECONDS;
  const hours = Math.floor(time / 3600);
  const minutes = Math.floor(time / 60) % 60;
  return `${formatDate(days)} ${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(time % 60)}`;
}

/** Nothing, or three, six or nine digits, as many as are needed. */
function formatFraction(ticks: bigint, unit: TimeUnit): string {
  if (ticks === 0n) return "";
  let digits = String(ticks).padStart(String(unitsPerSecond[unit]).length - 1, "0");
  while (digits.endsWith("000")) digits = digits.slice(0, -3);
  return `.${digits}`;
}

/** What the clocks of `timeZone` are ahead of UTC; 0 for times that JavaScript's calendar does not reach. */
function offsetSeconds(seconds: number, timeZone: string): number {
  if (Math.abs(seconds) > 8.64e12) return 0;
  const parts = zoneFormat(timeZone).formatToParts(seconds * 1000);
  const text = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(text);
  if (match === null) return 0;
  const [, sign, hours, minutes, rest] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest ?? 0));
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const format = zoneFormats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  zoneFormats.set(timeZone, format);
  return format;
}

function formatOffset(seconds: number): string {
  const magnitude = Math.abs(seconds);
  return `${seconds < 0 ? "-" : "+"}${twoDigits(Math.floor(magnitude / 3600))}:${twoDigits(Math.floor(magnitude / 60) % 60)}`;
}

/** As `1d 2h 3m 4s 500ms`; below a second in the coarsest unit that is exact. Each part has the sign. */
export function formatDuration(ticks: bigint, unit: TimeUnit): string {
  const symbols = { ms: "ms", us: "µs", ns: "ns" } as const;
  if (ticks === 0n) return `0${symbols[unit]}`;
  const perSecond = unitsPerSecond[unit];
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

function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < 0n && value % divisor !== 0n ? quotient - 1n : quotient;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
