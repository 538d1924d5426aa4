// The host functions by the name under which programs call them.

import type { HostFunction } from "./context.js";
import { floatToText, textToFloat } from "./float-text.js";
import { countMatches, extract, matches, matchesPatternOfRow, replaceMatches } from "./regex.js";
import { letterCase } from "./text.js";
import { dateToText, datetimeToText, durationToText, localTime, textToDate, textToDatetime } from "./time-text.js";

export const hostFunctions = {
  matches,
  matches_pattern_of_row: matchesPatternOfRow,
  extract,
  count_matches: countMatches,
  replace_matches: replaceMatches,
  letter_case: letterCase,
  float_to_text: floatToText,
  text_to_float: textToFloat,
  date_to_text: dateToText,
  datetime_to_text: datetimeToText,
  duration_to_text: durationToText,
  text_to_date: textToDate,
  text_to_datetime: textToDatetime,
  local_time: localTime,
} as const satisfies Readonly<Record<string, HostFunction>>;

export type HostName = keyof typeof hostFunctions;
