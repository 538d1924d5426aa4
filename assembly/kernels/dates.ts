// Fields of dates (i32 days since 1970-01-01) and of times of day (i64 in units of which `perSecond` make a second).
// Those of the date of a Datetime are those of its days, which `dt_date_i64` gives.

import { clearBit } from "../lib/simd";

const SECONDS_PER_DAY: i64 = 86400;

// Civil dates are counted in years that start on 1 March, so that the leap day is the last of its year, and in eras of 400
// years, which all have the same length.
const DAYS_PER_ERA: i32 = 146097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_DAYS: i32 = 719468;

// @ts-ignore: decorator
@inline const YEAR = 0;
// @ts-ignore: decorator
@inline const QUARTER = 1;
// @ts-ignore: decorator
@inline const MONTH = 2;
// @ts-ignore: decorator
@inline const WEEK = 3;
// @ts-ignore: decorator
@inline const DAY = 4;
// @ts-ignore: decorator
@inline const WEEKDAY = 5;
// @ts-ignore: decorator
@inline const ORDINAL_DAY = 6;

// @ts-ignore: decorator
@inline function isLeap(year: i32): bool { return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0); }

/**
 * x / y rounded down. Integer division of 64 bits takes several times as long as this, which holds for quotients that a
 * float holds with its error of at most 1: below 2^51.
 */
// @ts-ignore: decorator
@inline function floorDiv(x: i64, y: i64): i64 {
  const quotient = <i64>floor<f64>(<f64>x / <f64>y);
  const remainder = x - quotient * y;
  return quotient + i64(remainder >= y) - i64(remainder < 0);
}

/** For small divisors, whose quotients may be great. */
// @ts-ignore: decorator
@inline function exactFloorDiv(x: i64, y: i64): i64 {
  const quotient = x / y;
  return quotient - i64(quotient * y > x);
}

/** Monday is 1. 1970-01-01 was a Thursday. */
// @ts-ignore: decorator
@inline function weekdayOf(days: i32): i32 {
  const day = (days % 7 + 3) % 7;
  return day < 0 ? day + 8 : day + 1;
}

// @ts-ignore: decorator
@inline function civil(field: i32, days: i32): i32 {
  // Wraps for dates far outside of what calendars know, as values of null rows may be.
  const shifted = days + EPOCH_DAYS;
  const era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const day = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  // Months from March on come in runs of 153 days for five.
  const marchMonth = (5 * day + 2) / 153;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + i32(month <= 2);
  if (field == YEAR) return year;
  if (field == MONTH) return month;
  if (field == QUARTER) return (month + 2) / 3;
  if (field == DAY) return day - (153 * marchMonth + 2) / 5 + 1;
  return month > 2 ? day + 60 + i32(isLeap(year)) : day - 305;
}

// @ts-ignore: decorator
@inline function fieldOf(field: i32, days: i32): i32 {
  if (field == WEEKDAY) return weekdayOf(days);
  // An ISO week belongs to the year of its Thursday.
  if (field == WEEK) return (civil(ORDINAL_DAY, days - weekdayOf(days) + 4) - 1) / 7 + 1;
  return civil(field, days);
}

// @ts-ignore: decorator
@inline function fields<To>(field: i32, a: usize, out: usize, rows: i32): void {
  for (const end = out + <usize>rows * sizeof<To>(); out < end; a += 4, out += sizeof<To>()) store<To>(out, <To>fieldOf(field, load<i32>(a)));
}

export function dt_year_i32(a: usize, out: usize, rows: i32): void { fields<i32>(YEAR, a, out, rows); }
export function dt_quarter_i32(a: usize, out: usize, rows: i32): void { fields<i8>(QUARTER, a, out, rows); }
export function dt_month_i32(a: usize, out: usize, rows: i32): void { fields<i8>(MONTH, a, out, rows); }
export function dt_week_i32(a: usize, out: usize, rows: i32): void { fields<i8>(WEEK, a, out, rows); }
export function dt_day_i32(a: usize, out: usize, rows: i32): void { fields<i8>(DAY, a, out, rows); }
export function dt_weekday_i32(a: usize, out: usize, rows: i32): void { fields<i8>(WEEKDAY, a, out, rows); }
export function dt_ordinal_day_i32(a: usize, out: usize, rows: i32): void { fields<i16>(ORDINAL_DAY, a, out, rows); }

/** Days since 1970-01-01, rounded down. */
export function dt_date_i64(a: usize, out: usize, perSecond: i32, rows: i32): void {
  const perDay = <i64>perSecond * SECONDS_PER_DAY;
  for (const end = out + (<usize>rows << 2); out < end; a += 8, out += 4) store<i32>(out, <i32>floorDiv(load<i64>(a), perDay));
}

/** A divisor from here on leaves quotients of 64-bit integers below 2^51. */
const GREAT_DIVISOR: i64 = 4096;

/** Units of time, divided by `unit`, modulo `modulus`. */
// @ts-ignore: decorator
@inline function timeOfDay<To>(a: usize, out: usize, unit: i64, modulus: i64, rows: i32): void {
  const end = out + <usize>rows * sizeof<To>();
  if (unit >= GREAT_DIVISOR) {
    for (; out < end; a += 8, out += sizeof<To>()) {
      const whole = floorDiv(load<i64>(a), unit);
      store<To>(out, <To>(whole - floorDiv(whole, modulus) * modulus));
    }
  } else {
    for (; out < end; a += 8, out += sizeof<To>()) {
      const whole = exactFloorDiv(load<i64>(a), unit);
      store<To>(out, <To>(whole - exactFloorDiv(whole, modulus) * modulus));
    }
  }
}

export function dt_hour_i64(a: usize, out: usize, perSecond: i32, rows: i32): void { timeOfDay<i8>(a, out, <i64>perSecond * 3600, 24, rows); }
export function dt_minute_i64(a: usize, out: usize, perSecond: i32, rows: i32): void { timeOfDay<i8>(a, out, <i64>perSecond * 60, 60, rows); }
export function dt_second_i64(a: usize, out: usize, perSecond: i32, rows: i32): void { timeOfDay<i8>(a, out, <i64>perSecond, 60, rows); }
export function dt_millisecond_i64(a: usize, out: usize, perSecond: i32, rows: i32): void { timeOfDay<i32>(a, out, <i64>perSecond / 1000, 1000, rows); }

/** Times in a unit of which `factor` make one of theirs; null where 64 bits do not hold them. */
export function dt_finer_i64(a: usize, out: usize, validity: usize, factor: f64, rows: i32): void {
  const times = <i64>factor, most = i64.MAX_VALUE / times, least = i64.MIN_VALUE / times;
  for (let row: usize = 0; row < <usize>rows; row++, a += 8, out += 8) {
    const time = load<i64>(a);
    store<i64>(out, time * times);
    if (time > most || time < least) clearBit(validity, row);
  }
}
