import type { Basis, Revenue } from "../../api-types";
import type { Loaded } from "../../loaded";
import { useRevenue } from "../revenue/use-revenue";
import type { Times } from "./time";

/** The months that all figures are made of, each beside the same days of two earlier ones. */
export function useMonths(times: Times, basis: Basis): Loaded<Revenue> {
  return useRevenue({
    by: "month",
    basis,
    ...times.asked,
    compare: ["previous_year", "previous_period"],
  });
}

export function useUnpaid(): Loaded<Revenue> {
  return useRevenue({ by: "month", status: ["Unpaid"] });
}
