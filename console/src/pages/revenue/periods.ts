import type { By, RevenueRow } from "../../api-types";
import { periodInYear } from "../../format";

/** The periods of a chart's axis: every one of the year, or those from first to last. */
export function periods(by: By, year: number | "all", rows: readonly RevenueRow[]): string[] {
  const present = rows.map((row) => row.period).sort();
  if (year === "all") {
    return by === "year" ? years(present) : present;
  }
  switch (by) {
    case "year":
      return [String(year)];
    case "quarter":
      return [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`);
    case "month":
      return Array.from({ length: 12 }, (_, index) => `${year}-${two(index + 1)}`);
    case "week":
      return [...new Set([...present, ...weeks(year)])].sort();
    case "day":
      return days(year);
  }
}

/** How a period is called on the axis; the same for the year before, to stand beside it. */
export function label(period: string, by: By, year: number | "all"): string {
  if (year === "all" || by === "year") {
    return period;
  }
  const own = period.startsWith(`${year}-`) || period.startsWith(`${year - 1}-`);
  return own ? periodInYear(period, by) : period;
}

/** The same period a year earlier; weeks and the 29th of February have no exact one. */
export function yearBefore(period: string): string {
  return `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;
}

const two = (number: number) => String(number).padStart(2, "0");

function years(present: readonly string[]): string[] {
  const [first, last] = [Number(present[0]), Number(present.at(-1))];
  return present.length === 0
    ? []
    : Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

/** Full ISO weeks every year has; a 53rd shows where there is revenue in it. */
const weeks = (year: number) =>
  Array.from({ length: 52 }, (_, index) => `${year}-W${two(index + 1)}`);

function days(year: number): string[] {
  const all: string[] = [];
  const day = new Date(Date.UTC(year, 0, 1));
  while (day.getUTCFullYear() === year) {
    all.push(day.toISOString().slice(0, 10));
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return all;
}
