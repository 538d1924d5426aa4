// Functions of dates and times, in the time zone of the column. Null stays null.

import { Date_, type Datetime, Int8, Int16, Int32, type Temporal } from "../types/index.js";
import { datetime, temporal } from "./argument.js";
import { scalar } from "./define.js";

export const dt = {
  /**
   * Year of the date.
   * @example pl.col("at").dt.year() // 2024
   */
  year: scalar<(self: Temporal) => Int32>({ args: [temporal], returns: Int32, kernel: "dt_year" }),
  /**
   * Quarter of the year, 1 to 4.
   * @example pl.col("at").dt.quarter() // 3
   */
  quarter: scalar<(self: Temporal) => Int8>({ args: [temporal], returns: Int8, kernel: "dt_quarter" }),
  /**
   * Month, 1 to 12.
   * @example pl.col("at").dt.month() // 7
   */
  month: scalar<(self: Temporal) => Int8>({ args: [temporal], returns: Int8, kernel: "dt_month" }),
  /**
   * Week of the ISO year, 1 to 53.
   * @example pl.col("at").dt.week() // 29
   */
  week: scalar<(self: Temporal) => Int8>({ args: [temporal], returns: Int8, kernel: "dt_week" }),
  /**
   * Day of the month, 1 to 31.
   * @example pl.col("at").dt.day() // 17
   */
  day: scalar<(self: Temporal) => Int8>({ args: [temporal], returns: Int8, kernel: "dt_day" }),
  /**
   * Day of the week: Monday is 1, Sunday 7.
   * @example pl.col("at").dt.weekday() // 3
   */
  weekday: scalar<(self: Temporal) => Int8>({ args: [temporal], returns: Int8, kernel: "dt_weekday" }),
  /**
   * Day of the year, 1 to 366.
   * @example pl.col("at").dt.ordinalDay() // 199
   */
  ordinalDay: scalar<(self: Temporal) => Int16>({ args: [temporal], returns: Int16, kernel: "dt_ordinal_day" }),
  /**
   * Hour, 0 to 23.
   * @example pl.col("at").dt.hour() // 14
   */
  hour: scalar<(self: Datetime) => Int8>({ args: [datetime], returns: Int8, kernel: "dt_hour" }),
  /**
   * Minute, 0 to 59.
   * @example pl.col("at").dt.minute() // 30
   */
  minute: scalar<(self: Datetime) => Int8>({ args: [datetime], returns: Int8, kernel: "dt_minute" }),
  /**
   * Second, 0 to 59.
   * @example pl.col("at").dt.second() // 5
   */
  second: scalar<(self: Datetime) => Int8>({ args: [datetime], returns: Int8, kernel: "dt_second" }),
  /**
   * Milliseconds of the second, 0 to 999.
   * @example pl.col("at").dt.millisecond() // 250
   */
  millisecond: scalar<(self: Datetime) => Int32>({ args: [datetime], returns: Int32, kernel: "dt_millisecond" }),
  /**
   * The calendar date, without the time of day.
   * @example pl.col("at").dt.date() // Date
   */
  date: scalar<(self: Temporal) => Date_>({ args: [temporal], returns: Date_, kernel: "dt_date" }),
};
