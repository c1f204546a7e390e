/** The days that the overview looks at, from today's (UTC) on. */

import { type Days, isoDay, yearAt, yearDays } from "../revenue/days";
import { wholeMonth } from "../revenue/periods";

export interface Times {
  /** `2026-11` */
  month: string;
  /** The fiscal one, where that is another than the calendar's, and its first month. */
  year: number;
  yearStart: number;
  firstOfYear: string;
  /** The twelve whole months before this one, and their days. */
  twelve: string[];
  twelveDays: Days;
  /** The latest three of them. */
  three: string[];
  /** From the first of the twelve to the end of this month: all that is asked for. */
  asked: Days;
}

const TWELVE = 12;
const THREE = 3;

export function timesOf(today: string, yearStart: number): Times {
  const month = today.slice(0, 7);
  const twelve = Array.from({ length: TWELVE }, (_, at) => monthBefore(month, TWELVE - at));
  const [first = month, last = month] = [twelve[0], twelve.at(-1)];
  const from = wholeMonth(first).from;
  const year = yearAt(today, yearStart);
  return {
    month,
    year,
    yearStart,
    firstOfYear: yearDays(year, yearStart).from.slice(0, 7),
    twelve,
    twelveDays: { from, to: wholeMonth(last).to },
    three: twelve.slice(-THREE),
    asked: { from, to: wholeMonth(month).to },
  };
}

/** `2026-01`, 2 → `2025-11`. */
export function monthBefore(month: string, count: number): string {
  const day = new Date(`${month}-01T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - count);
  return isoDay(day).slice(0, 7);
}
