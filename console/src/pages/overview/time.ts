/** The days that the overview looks at, from today's (UTC) on. */

import { type Days, isoDay } from "../revenue/days";
import { wholePeriod } from "../revenue/periods";

export interface Times {
  /** `2026-11` */
  month: string;
  year: string;
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

export function timesOf(today: string): Times {
  const month = today.slice(0, 7);
  const twelve = Array.from({ length: TWELVE }, (_, at) => monthBefore(month, TWELVE - at));
  const [first = month, last = month] = [twelve[0], twelve.at(-1)];
  const from = wholePeriod(first, "month").from;
  return {
    month,
    year: today.slice(0, 4),
    twelve,
    twelveDays: { from, to: wholePeriod(last, "month").to },
    three: twelve.slice(-THREE),
    asked: { from, to: wholePeriod(month, "month").to },
  };
}

/** `2026-01`, 2 → `2025-11`. */
export function monthBefore(month: string, count: number): string {
  const day = new Date(`${month}-01T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - count);
  return isoDay(day).slice(0, 7);
}
