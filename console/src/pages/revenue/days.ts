/** The days a report covers: a year, days of one's own choice, or (null) all there are. */

import { span } from "../../format";

export interface Days {
  from: string;
  to: string;
}

export const yearDays = (year: number): Days => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/** The year that the days are, or null. */
export function yearOf(days: Days | null): number | null {
  const year = Number(days?.from.slice(0, 4));
  const whole = yearDays(year);
  return days?.from === whole.from && days.to === whole.to ? year : null;
}

export const daysName = (days: Days | null): string =>
  days === null ? "All years" : String(yearOf(days) ?? span(days.from, days.to));

export function daysBetween({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** `count` days that end with this one. */
export const upTo = (to: string, count: number): Days => ({
  from: isoDay(new Date(Date.parse(to) - (count - 1) * DAY_MS)),
  to,
});

/** The day, or "" for what is none. */
export const dayIn = (text: string | null): string =>
  text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";

const DAY = /^[1-9]\d{3}-\d\d-\d\d$/;

export const isoDay = (date: Date) => date.toISOString().slice(0, 10);

const DAY_MS = 86_400_000;
