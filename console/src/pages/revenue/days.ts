/**
 * The days a report covers: a year, days of one's own choice, or (null) all there are.
 *
 * `yearStart` is the month that years begin with. Of another than January they are fiscal years, and
 * called after the calendar year they end in.
 */

import { monthSpan, span } from "../../format";

export interface Days {
  from: string;
  to: string;
}

export const JANUARY = 1;

export function yearDays(year: number, yearStart: number): Days {
  const first = yearStart === JANUARY ? year : year - 1;
  return {
    from: isoDay(new Date(Date.UTC(first, yearStart - 1, 1))),
    to: isoDay(new Date(Date.UTC(first + 1, yearStart - 1, 0))),
  };
}

/** The year that a day is in. */
export function yearAt(day: string, yearStart: number): number {
  const later = yearStart !== JANUARY && Number(day.slice(5, 7)) >= yearStart;
  return Number(day.slice(0, 4)) + (later ? 1 : 0);
}

/** The year that the days are, or null. */
export function yearOf(days: Days | null, yearStart: number): number | null {
  const year = yearAt(days?.from ?? "", yearStart);
  const whole = yearDays(year, yearStart);
  return days?.from === whole.from && days.to === whole.to ? year : null;
}

/** As the API calls the year: `2026`, or `FY2026`. */
export const yearName = (year: number, yearStart: number) =>
  yearStart === JANUARY ? String(year) : `FY${year}`;

/** `2026`, or `FY2026 (Jul 2025 – Jun 2026)`. */
export function yearTitle(year: number, yearStart: number): string {
  const { from, to } = yearDays(year, yearStart);
  const name = yearName(year, yearStart);
  return yearStart === JANUARY ? name : `${name} (${monthSpan(from, to)})`;
}

export function daysName(days: Days | null, yearStart: number): string {
  if (days === null) {
    return "All years";
  }
  const year = yearOf(days, yearStart);
  return year === null ? span(days.from, days.to) : yearTitle(year, yearStart);
}

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
