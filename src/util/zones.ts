// Offsets of time zones, from the host's calendar.

const formats = new Map<string, Intl.DateTimeFormat>();

/** JavaScript's calendar reaches this far from 1970. */
const SECONDS_MAX = 8.64e12;

/** Zones change their offset at such instants, but for times before they were introduced. */
const STEP_SECONDS = 900;

/** What the clocks of `timeZone` are ahead of UTC at an instant, in seconds. */
export function offsetSeconds(timeZone: string, seconds: number): number {
  if (Math.abs(seconds) > SECONDS_MAX) return 0;
  const parts = formatOf(timeZone).formatToParts(seconds * 1000);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name);
  if (match === null) return 0;
  const [, sign, hours, minutes, rest = "0"] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
}

/** As `offsetSeconds`, for many instants: remembers the offset of each quarter of an hour that has one throughout. */
export function offsetsOf(timeZone: string): (seconds: number) => number {
  const known = new Map<number, number>();
  return (seconds) => {
    const step = Math.floor(seconds / STEP_SECONDS);
    const cached = known.get(step);
    if (cached !== undefined) return cached;
    const start = offsetSeconds(timeZone, step * STEP_SECONDS);
    if (start !== offsetSeconds(timeZone, (step + 1) * STEP_SECONDS - 1)) return offsetSeconds(timeZone, seconds);
    known.set(step, start);
    return start;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  formats.set(timeZone, format);
  return format;
}
