import type { By, RevenueRow } from "../../api-types";
import { type Days, isoDay, yearOf } from "./days";

/** The periods of a chart's axis, without a gap: of the days asked for, or from first to last. */
export function periods(
  by: By,
  days: Days | null,
  rows: readonly Pick<RevenueRow, "period">[],
): string[] {
  const present = rows.map((row) => row.period).sort();
  const [first, last] = days
    ? [periodOf(days.from, by), periodOf(days.to, by)]
    : [present[0], present.at(-1)];
  return first && last ? [...between(first, last, by)] : [];
}

/** Whether a period can be named without its year; a week may belong to another one. */
export const isInYear = (period: string, days: Days | null) =>
  period.startsWith(`${yearOf(days)}-`);

function* between(first: string, last: string, by: By): Generator<string> {
  const day = firstDay(first, by);
  for (let name = first; name <= last; name = periodOf(isoDay(day), by)) {
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
export function periodOf(day: string, by: By): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  switch (by) {
    case "day":
      return day;
    case "week":
      return weekOf(new Date(day));
    case "month":
      return day.slice(0, 7);
    case "quarter":
      return `${year}-Q${Math.ceil(month / 3)}`;
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
export function firstDay(period: string, by: By): Date {
  const [year = 0, rest = 1] = period.split(/-[QW]?/).map(Number);
  switch (by) {
    case "day":
      return new Date(period);
    case "week": {
      const fourth = new Date(Date.UTC(year, 0, 4));
      fourth.setUTCDate(fourth.getUTCDate() + 1 - (fourth.getUTCDay() || 7) + 7 * (rest - 1));
      return fourth;
    }
    case "quarter":
      return new Date(Date.UTC(year, 3 * rest - 3, 1));
    default:
      return new Date(Date.UTC(year, rest - 1, 1));
  }
}

/** All days of a period by its name. */
export function wholePeriod(period: string, by: By): Days {
  const first = firstDay(period, by);
  const last = new Date(first);
  advance(last, by);
  last.setUTCDate(last.getUTCDate() - 1);
  return { from: isoDay(first), to: isoDay(last) };
}
