import type { By, RevenueRow } from "../../api-types";
import { type Days, isoDay, JANUARY, yearAt, yearDays, yearName, yearOf } from "./days";

/** The periods of a chart's axis, without a gap: of the days asked for, or from first to last. */
export function periods(
  by: By,
  days: Days | null,
  rows: readonly Pick<RevenueRow, "period">[],
  yearStart: number,
): string[] {
  const present = rows.map((row) => row.period).sort();
  const [first, last] = days
    ? [periodOf(days.from, by, yearStart), periodOf(days.to, by, yearStart)]
    : [present[0], present.at(-1)];
  return first && last ? [...between(first, last, by, yearStart)] : [];
}

/** Whether such periods are others than the calendar's. */
export const isFiscal = (by: By, yearStart: number) =>
  yearStart !== JANUARY && (by === "quarter" || by === "year");

/** Whether a period can be named without its year; a week may belong to another one. */
export function isInYear(period: string, by: By, days: Days | null, yearStart: number): boolean {
  const year = yearOf(days, yearStart);
  if (year === null) {
    return false;
  }
  const isUnique = yearStart !== JANUARY && (by === "month" || by === "day");
  return isUnique || period.startsWith(`${yearName(year, yearStart)}-`);
}

function* between(first: string, last: string, by: By, yearStart: number): Generator<string> {
  const day = firstDay(first, by, yearStart);
  for (let name = first; name <= last; name = periodOf(isoDay(day), by, yearStart)) {
    yield name;
    advance(day, by);
  }
}

/** From the first day of a period to that of the next one. */
function advance(day: Date, by: By): void {
  by === "day" || by === "week"
    ? day.setUTCDate(day.getUTCDate() + (by === "day" ? 1 : 7))
    : day.setUTCMonth(day.getUTCMonth() + MONTHS[by]);
}

const MONTHS = { month: 1, quarter: 3, year: 12 };

/** As the API names them. */
export function periodOf(day: string, by: By, yearStart: number): string {
  const year = yearName(yearAt(day, yearStart), yearStart);
  const month = Number(day.slice(5, 7));
  switch (by) {
    case "day":
      return day;
    case "week":
      return weekOf(new Date(day));
    case "month":
      return day.slice(0, 7);
    case "quarter":
      return `${year}-Q${Math.ceil((((month - yearStart + 12) % 12) + 1) / 3)}`;
    case "year":
      return year;
  }
}

/** An ISO week is of the year that its Thursday is in. */
function weekOf(day: Date): string {
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const year = day.getUTCFullYear();
  const week = Math.ceil(((day.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** The first day of a period by its name; of a week its Monday. */
export function firstDay(period: string, by: By, yearStart: number): Date {
  const [year = 0, rest = 1] = period
    .replace("FY", "")
    .split(/-[QW]?/)
    .map(Number);
  switch (by) {
    case "day":
      return new Date(period);
    case "week": {
      const fourth = new Date(Date.UTC(year, 0, 4));
      fourth.setUTCDate(fourth.getUTCDate() + 1 - (fourth.getUTCDay() || 7) + 7 * (rest - 1));
      return fourth;
    }
    case "month":
      return new Date(Date.UTC(year, rest - 1, 1));
    default: {
      const first = new Date(yearDays(year, yearStart).from);
      first.setUTCMonth(first.getUTCMonth() + 3 * (rest - 1));
      return first;
    }
  }
}

/** All days of a period by its name. */
export function wholePeriod(period: string, by: By, yearStart: number): Days {
  const first = firstDay(period, by, yearStart);
  const last = new Date(first);
  advance(last, by);
  last.setUTCDate(last.getUTCDate() - 1);
  return { from: isoDay(first), to: isoDay(last) };
}

/** All days of a month, which is the same in every year. */
export const wholeMonth = (month: string): Days => wholePeriod(month, "month", JANUARY);
