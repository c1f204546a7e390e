/** What a report is compared with: the same days of the year before, as the API gives them. */

import type { Revenue, RevenueRow } from "../../api-types";
import { NONE, percent, span } from "../../format";
import { yearAt, yearDays, yearName } from "./days";
import type { Measure } from "./view";

/** Of the whole report: `2025`, which may be a part of it, or the days themselves. */
export function earlierName(revenue: Pick<Revenue, "total">, yearStart: number): string {
  const earlier = revenue.total.previous_year;
  if (!earlier) {
    return "A year before";
  }
  const year = yearAt(earlier.from, yearStart);
  const whole = yearDays(year, yearStart);
  return earlier.from === whole.from && earlier.to <= whole.to
    ? yearName(year, yearStart)
    : span(earlier.from, earlier.to);
}

/** Null: there is nothing to compare with. */
export function earlierAmount(
  { previous_year: earlier }: Pick<RevenueRow, "previous_year">,
  measure: Measure,
): string | null {
  const amount = earlier?.[measure] ?? "0";
  return earlier && (earlier.count > 0 || Number(amount) !== 0) ? amount : null;
}

export function change(now: string, before: string | null): string {
  const base = Number(before);
  return base > 0 ? percent((Number(now) - base) / base) : NONE;
}
