// Dates, times and spans of time: to text and back, and to the clocks of a zone.

import type { TimeUnit } from "../../types/index.js";
import { floorDivide, formatDate, formatOffset, formatSeconds, ticksPerSecond } from "../../util/calendar.js";
import { offsetsOf } from "../../util/zones.js";
import { forEachValid, type HostContext, putResults, putText } from "./context.js";

const DAY_SECONDS = 86_400;
const DAY_MS = 86_400_000;

const digits = (value: number, count: number): string => String(value).padStart(count, "0");

export function dateToText(context: HostContext): void {
  const days = context.instance.heap.i32s(context.operands[0] as number, context.rows).slice();
  forEachValid(context, (row) => putText(context, row, formatDate(days[row] as number)));
}

/** With as many digits as the unit has, and the offset if there is a zone. */
export function datetimeToText(context: HostContext): void {
  const { unit, timeZone } = context.params as { unit: TimeUnit; timeZone: string | null };
  const times = context.instance.heap.i64s(context.operands[0] as number, context.rows).slice();
  const perSecond = ticksPerSecond[unit];
  const places = String(perSecond).length - 1;
  const offsetOf = timeZone === null ? () => 0 : offsetsOf(timeZone);
  forEachValid(context, (row) => {
    const time = times[row] as bigint;
    const seconds = floorDivide(time, perSecond);
    const offset = offsetOf(Number(seconds));
    const fraction = digits(Number(time - seconds * perSecond), places);
    putText(context, row, `${formatSeconds(Number(seconds) + offset)}.${fraction}${timeZone === null ? "" : formatOffset(offset)}`);
  });
}

/** ISO 8601: `P1DT2H3M4.5S`. */
export function durationToText(context: HostContext): void {
  const perSecond = ticksPerSecond[context.params.unit as TimeUnit];
  const places = String(perSecond).length - 1;
  const spans = context.instance.heap.i64s(context.operands[0] as number, context.rows).slice();
  forEachValid(context, (row) => {
    const span = spans[row] as bigint;
    const size = span < 0n ? -span : span;
    const seconds = size / perSecond;
    const fraction = digits(Number(size % perSecond), places).replace(/0+$/, "");
    const rest = `${seconds % 60n}${fraction === "" ? "" : `.${fraction}`}`;
    const parts = [
      [(seconds / 3600n) % 24n, "H"],
      [(seconds / 60n) % 60n, "M"],
      [rest === "0" ? 0n : rest, "S"],
    ] as const;
    const time = parts.flatMap(([count, name]) => (count === 0n ? [] : [`${count}${name}`])).join("");
    const days = seconds / 86_400n;
    const text = `${days === 0n ? "" : `${days}D`}${time === "" ? "" : `T${time}`}`;
    putText(context, row, `${span < 0n ? "-" : ""}P${text === "" ? "T0S" : text}`);
  });
}

const DATE = "([+-]?[0-9]{4,6})-([0-9]{1,2})-([0-9]{1,2})";
const DATE_ONLY = new RegExp(`^${DATE}$`);
const DATE_TIME = new RegExp(`^${DATE}(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$`);

/** Days since 1970, if the calendar has the date. */
function daysOf(yearText: string, monthText: string, dayText: string): number | undefined {
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY_MS : undefined;
}

function parseDate(text: string): number | undefined {
  const match = DATE_ONLY.exec(text);
  return match === null ? undefined : daysOf(match[1] as string, match[2] as string, match[3] as string);
}

export function textToDate(context: HostContext): void {
  putResults(context, Int32Array, parseDate);
}

/** ISO 8601, the time optional. An offset is an instant, which only a Datetime with a zone is; without one it is UTC. */
export function textToDatetime(context: HostContext): void {
  const { unit, timeZone } = context.params as { unit: TimeUnit; timeZone: string | null };
  const perSecond = ticksPerSecond[unit];
  putResults(context, BigInt64Array, (text) => {
    const match = DATE_TIME.exec(text);
    if (match === null) return undefined;
    const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", fraction = "", offset] = match;
    const days = daysOf(year, month, day);
    if (days === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
    if (offset !== undefined && offset !== "Z" && timeZone === null) return undefined;
    const seconds = days * DAY_SECONDS + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - parseOffset(offset);
    const time = BigInt(seconds) * perSecond + (BigInt(fraction.padEnd(9, "0")) * perSecond) / 1_000_000_000n;
    return BigInt.asIntN(64, time) === time ? time : undefined;
  });
}

function parseOffset(offset: string | undefined): number {
  if (offset === undefined || offset === "Z") return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith("-") ? -60 : 60) * minutes;
}

/** What the clocks of the zone show. */
export function localTime(context: HostContext): void {
  const { unit, timeZone } = context.params as { unit: TimeUnit; timeZone: string };
  const { heap } = context.instance;
  const perSecond = ticksPerSecond[unit];
  const times = heap.i64s(context.operands[0] as number, context.rows);
  const local = heap.i64s(context.out, context.rows);
  const offsetOf = offsetsOf(timeZone);
  local.fill(0n);
  forEachValid(context, (row) => {
    const time = times[row] as bigint;
    local[row] = time + BigInt(offsetOf(Number(floorDivide(time, perSecond)))) * perSecond;
  });
}
