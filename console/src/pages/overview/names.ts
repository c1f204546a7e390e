/** How the figures of the overview are called, and where they lead. */

import type { Basis, Revenue } from "../../api-types";
import { periodName, span } from "../../format";
import { invoicesAt } from "../invoices/wanted";
import { yearName } from "../revenue/days";
import { wholeMonth } from "../revenue/periods";
import { DEFAULT, parametersOf, type View } from "../revenue/view";
import { comparedDays } from "./figures";
import type { Times } from "./time";

export interface Names {
  month: string;
  lastMonth: string;
  lastYear: string;
  year: string;
  yearBefore: string;
  twelve: string;
  runRate: string;
}

export function namesOf(revenue: Pick<Revenue, "rows">, times: Times): Names {
  const { lastMonth, lastYear } = comparedDays(revenue, times);
  const of = (days: { from: string; to: string } | null) => (days ? span(days.from, days.to) : "");
  const last = times.twelve.at(-1) ?? times.month;
  return {
    month: `${periodName(times.month, "month")} so far`,
    lastMonth: of(lastMonth),
    lastYear: of(lastYear),
    year: `${yearName(times.year, times.yearStart)} to date`,
    yearBefore: `${yearName(times.year - 1, times.yearStart)} to the same day`,
    twelve: `12 months to ${periodName(last, "month")}`,
    runRate: "Run-rate of a year",
  };
}

export interface Links {
  month: string;
  year: string;
  twelve: string;
}

/** The invoices of the month, and the report over the others. */
export function linksOf(times: Times, basis: Basis): Links {
  const report = (view: Partial<View>) =>
    `/reports/revenue?${parametersOf({ ...DEFAULT, basis, ...view })}`;
  return {
    month: invoicesAt({ status: DEFAULT.status, [basis]: wholeMonth(times.month) }),
    year: report({ year: times.year }),
    twelve: report({ days: times.twelveDays }),
  };
}
