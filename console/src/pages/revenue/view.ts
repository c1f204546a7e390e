/** What the page shows, as it stands in the address, so that a view can be shared. */

import type { Basis, By, Refunds, RevenueQuery } from "../../api-types";
import { type Days, dayIn, daysBetween, JANUARY, upTo, yearDays, yearName, yearOf } from "./days";
import { isFiscal } from "./periods";

export type Measure = "net" | "gross" | "collected";
export type Split = "systems" | "currencies" | "total";

export interface View {
  /** The month that years begin with: the deployment's, and not in the address. */
  yearStart: number;
  /** "all", or null: the latest with revenue. */
  year: number | "all" | null;
  /** In place of a year. */
  days: Days | null;
  by: By;
  basis: Basis;
  refunds: Refunds;
  measure: Measure;
  split: Split;
  /** Of these only; none: of all. */
  systems: string[];
  currencies: string[];
  status: string[];
}

export const DEFAULT: View = {
  yearStart: JANUARY,
  year: null,
  days: null,
  by: "month",
  basis: "issued",
  refunds: "excluded",
  measure: "net",
  split: "systems",
  systems: [],
  currencies: [],
  status: ["Paid"],
};

export const MEASURES: Record<Measure, string> = {
  net: "Net",
  gross: "Gross",
  collected: "Collected",
};

const SPLITS: readonly Split[] = ["systems", "currencies", "total"];
const BYS: readonly By[] = ["day", "week", "month", "quarter", "year"];

/** `month`, or `fiscal year`. */
export const lengthName = (by: By, yearStart: number) =>
  isFiscal(by, yearStart) ? `fiscal ${by}` : by;

export function viewOf(parameters: URLSearchParams, yearStart: number): View {
  const by = BYS.find((one) => one === parameters.get("by")) ?? DEFAULT.by;
  const status = parameters.getAll("status");
  return {
    yearStart,
    year: yearIn(parameters.get("year") ?? "", by),
    days: daysIn(parameters, by),
    by,
    basis: parameters.get("basis") === "paid" ? "paid" : DEFAULT.basis,
    refunds: parameters.get("refunds") === "booked" ? "booked" : DEFAULT.refunds,
    measure: measureOf(parameters.get("measure")),
    split: SPLITS.find((one) => one === parameters.get("split")) ?? DEFAULT.split,
    systems: several(parameters, "system_id"),
    currencies: several(parameters, "currency").map((code) => code.toUpperCase()),
    status: status.length > 0 ? status : DEFAULT.status,
  };
}

const several = (parameters: URLSearchParams, name: string) =>
  [...new Set(parameters.getAll(name).filter(Boolean))].sort();

/** By day never all there are: thousands of points show nothing. */
function yearIn(text: string, by: By): View["year"] {
  if (text === "all") {
    return by === "day" ? DEFAULT.year : "all";
  }
  return /^[1-9]\d{3}$/.test(text) ? Number(text) : DEFAULT.year;
}

export const MOST_DAYS = 366;

function daysIn(parameters: URLSearchParams, by: By): Days | null {
  const [from, to] = [dayIn(parameters.get("from")), dayIn(parameters.get("to"))];
  if (!from || !to || from > to) {
    return null;
  }
  const days = { from, to };
  return by === "day" && daysBetween(days) > MOST_DAYS ? upTo(to, MOST_DAYS) : days;
}

const measureOf = (text: string | null): Measure =>
  text === "gross" || text === "collected" ? text : DEFAULT.measure;

/** Only what differs from the default, so that addresses stay short. */
export function parametersOf(view: View): URLSearchParams {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string | number | null, normal: string | number | null) => {
    if (value !== null && value !== normal) {
      parameters.set(name, String(value));
    }
  };
  set("year", view.days ? null : view.year, DEFAULT.year);
  set("from", view.days?.from ?? null, null);
  set("to", view.days?.to ?? null, null);
  set("by", view.by, DEFAULT.by);
  set("basis", view.basis, DEFAULT.basis);
  set("refunds", view.refunds, DEFAULT.refunds);
  set("measure", view.measure, DEFAULT.measure);
  set("split", view.split, DEFAULT.split);
  const status = view.status.join() === DEFAULT.status.join() ? [] : view.status;
  const lists = { system_id: view.systems, currency: view.currencies, status };
  for (const [name, values] of Object.entries(lists)) {
    for (const value of values) {
      parameters.append(name, value);
    }
  }
  return parameters;
}

/** `latest`: the latest year with revenue, shown without another choice. */
export function daysOf({ days, year, yearStart }: View, latest: number): Days | null {
  return days ?? (year === "all" ? null : yearDays(year ?? latest, yearStart));
}

/** What to ask the API for. */
export const queryOf = (view: View, days: Days | null): RevenueQuery => ({
  by: view.by,
  ...choicesOf(view),
  ...(view.currencies.length > 0 ? { currency: view.currencies } : {}),
  ...(view.split === "currencies" ? { by_currency: true } : {}),
  ...days,
  compare: ["previous_year"],
});

/** Which invoices count, on which day: the same for what there is to choose from and for a report. */
export const choicesOf = (
  view: View,
): Pick<RevenueQuery, "basis" | "status" | "refunds" | "fiscal_year_start" | "system_id"> => ({
  basis: view.basis,
  status: view.status,
  refunds: view.refunds,
  ...(view.yearStart === JANUARY ? {} : { fiscal_year_start: view.yearStart }),
  ...(view.systems.length > 0 ? { system_id: view.systems } : {}),
});

/** Two files of different choices do not bear the same name. */
export function fileName(view: View, days: Days | null): string {
  const refunds = view.refunds === "booked" ? "-refunds-booked" : "";
  const length = lengthName(view.by, view.yearStart).replace(" ", "-");
  const by = view.split === "currencies" ? `${length}-and-currency` : length;
  return `revenue-${timeName(days, view.yearStart)}-by-${by}-${view.basis}${refunds}.csv`;
}

function timeName(days: Days | null, yearStart: number): string {
  if (days === null) {
    return "all";
  }
  const year = yearOf(days, yearStart);
  return year === null ? `${days.from}-${days.to}` : yearName(year, yearStart);
}
