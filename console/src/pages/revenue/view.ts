/** What the page shows, as it stands in the address, so that a view can be shared. */

import type { Basis, By, Refunds, RevenueQuery } from "../../api-types";

export type Measure = "net" | "gross" | "collected";
export type Split = "systems" | "total";

export interface View {
  /** "all", or null: the latest with revenue. */
  year: number | "all" | null;
  by: By;
  basis: Basis;
  refunds: Refunds;
  measure: Measure;
  split: Split;
  system: string | null;
  status: string[];
}

export const DEFAULT: View = {
  year: null,
  by: "month",
  basis: "issued",
  refunds: "excluded",
  measure: "net",
  split: "systems",
  system: null,
  status: ["Paid"],
};

export const MEASURES: Record<Measure, string> = {
  net: "Net",
  gross: "Gross",
  collected: "Collected",
};

const BYS: readonly By[] = ["day", "week", "month", "quarter", "year"];

export function viewOf(parameters: URLSearchParams): View {
  const year = parameters.get("year") ?? "";
  const status = parameters.getAll("status");
  return {
    year: /^\d{4}$/.test(year) ? Number(year) : year === "all" ? "all" : DEFAULT.year,
    by: BYS.find((by) => by === parameters.get("by")) ?? DEFAULT.by,
    basis: parameters.get("basis") === "paid" ? "paid" : DEFAULT.basis,
    refunds: parameters.get("refunds") === "booked" ? "booked" : DEFAULT.refunds,
    measure: measureOf(parameters.get("measure")),
    split: parameters.get("split") === "total" ? "total" : DEFAULT.split,
    system: parameters.get("system_id"),
    status: status.length > 0 ? status : DEFAULT.status,
  };
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
  set("year", view.year, DEFAULT.year);
  set("by", view.by, DEFAULT.by);
  set("basis", view.basis, DEFAULT.basis);
  set("refunds", view.refunds, DEFAULT.refunds);
  set("measure", view.measure, DEFAULT.measure);
  set("split", view.split, DEFAULT.split);
  set("system_id", view.system, DEFAULT.system);
  if (view.status.join() !== DEFAULT.status.join()) {
    for (const status of view.status) {
      parameters.append("status", status);
    }
  }
  return parameters;
}

/** What to ask the API for; `shift` -1 asks for the year before. */
export function queryOf(view: View, year: number | "all", shift = 0): RevenueQuery {
  return {
    by: view.by,
    ...choicesOf(view),
    ...(year === "all" ? {} : { from: `${year + shift}-01-01`, to: `${year + shift}-12-31` }),
  };
}

/** Which invoices count, on which day: the same for the years to choose from and for a report. */
export const choicesOf = (view: View): Omit<RevenueQuery, "by" | "from" | "to"> => ({
  basis: view.basis,
  status: view.status,
  refunds: view.refunds,
  ...(view.system ? { system_id: view.system } : {}),
});

/** Two files of different choices do not bear the same name. */
export function fileName(view: View, year: number | "all"): string {
  const refunds = view.refunds === "booked" ? "-refunds-booked" : "";
  return `revenue-${year}-by-${view.by}-${view.basis}${refunds}.csv`;
}
