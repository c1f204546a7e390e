/** Month so far, year to date, twelve months and run-rate, out of one report by month. */

import type { Revenue, RevenueRow } from "../../api-types";
import { amountOf, units } from "../../decimal";
import type { Measure } from "../revenue/view";
import type { Times } from "./time";

/** As the list of systems and the report show without another choice. */
export const MEASURE: Measure = "net";

/** `before`: the same days a year earlier; null where there was nothing. */
export interface Compared {
  now: string;
  before: string | null;
}

export interface Figures {
  month: Compared;
  /** The same days of the month before. */
  lastMonth: string | null;
  year: Compared;
  twelve: Compared;
  /** What a year brings that goes on like the last three whole months. */
  runRate: string;
}

type Earlier = "previous_year" | "previous_period";

/** Of one system, or (null) of all. */
export function figuresOf(
  { rows }: Pick<Revenue, "rows">,
  times: Times,
  systemId: string | null,
): Figures {
  const now = (row: RevenueRow) => {
    const part = systemId === null ? row : row.by_system[systemId];
    return part?.[MEASURE];
  };
  const earlier = (which: Earlier) => (row: RevenueRow) => {
    const then = row[which];
    const part = systemId === null ? then : then?.by_system[systemId];
    return part?.[MEASURE];
  };
  const sum = (has: (period: string) => boolean, amount: (row: RevenueRow) => string | undefined) =>
    rows
      .filter(({ period }) => has(period))
      .reduce((all, row) => all + units(amount(row) ?? "0"), 0n);
  const compared = (has: (period: string) => boolean): Compared => ({
    now: amountOf(sum(has, now)),
    before: something(sum(has, earlier("previous_year"))),
  });

  const isMonth = (period: string) => period === times.month;
  return {
    month: compared(isMonth),
    lastMonth: something(sum(isMonth, earlier("previous_period"))),
    year: compared((period) => period >= times.firstOfYear),
    twelve: compared((period) => times.twelve.includes(period)),
    runRate: amountOf(sum((period) => times.three.includes(period), now) * QUARTERS),
  };
}

const QUARTERS = 4n;

const something = (sum: bigint) => (sum === 0n ? null : amountOf(sum));

/** Of the month that still runs: which days it is compared with. */
export function comparedDays({ rows }: Pick<Revenue, "rows">, { month }: Times) {
  const row = rows.find(({ period }) => period === month);
  return { lastMonth: row?.previous_period ?? null, lastYear: row?.previous_year ?? null };
}
