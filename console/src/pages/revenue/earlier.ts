/** What a report is compared with: the same days of the year before, as the API gives them. */

import type { Revenue, RevenueRow } from "../../api-types";
import { NONE, percent, span } from "../../format";
import { yearDays } from "./days";
import type { Measure } from "./view";

/** Of the whole report: `2025`, which may be a part of it, or the days themselves. */
export function earlierName({ total: { previous_year: earlier } }: Revenue): string {
  if (!earlier) {
    return "A year before";
  }
  const year = yearDays(Number(earlier.from.slice(0, 4)));
  return earlier.from === year.from && earlier.to <= year.to
    ? earlier.from.slice(0, 4)
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
