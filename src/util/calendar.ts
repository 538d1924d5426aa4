// Dates and times of day as text, in the proleptic Gregorian calendar, far beyond the years of JavaScript's Date.

export const ticksPerSecond = { ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n } as const;

const DAY_SECONDS = 86_400;
/** Years of 400 repeat: leap years, months, days of the week. */
const ERA_DAYS = 146_097;

/** `days` since 1970-01-01. */
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

/** Date and time of day, from seconds since 1970-01-01. */
export function formatSeconds(seconds: number): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  const time = seconds - days * DAY_SECONDS;
  const hours = Math.floor(time / 3600);
  const minutes = Math.floor(time / 60) % 60;
  return `${formatDate(days)} ${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(time % 60)}`;
}

/** Of a zone's clocks ahead of UTC: `+01:00`. */
export function formatOffset(seconds: number): string {
  const magnitude = Math.abs(seconds);
  return `${seconds < 0 ? "-" : "+"}${twoDigits(Math.floor(magnitude / 3600))}:${twoDigits(Math.floor(magnitude / 60) % 60)}`;
}

export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value < 0n && value % divisor !== 0n ? quotient - 1n : quotient;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
