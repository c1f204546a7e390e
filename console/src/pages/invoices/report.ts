/** The revenue report over the same invoices. */

import type { RevenueQuery } from "../../api-types";
import { isAsked, type Wanted } from "./wanted";

/** Null where a report cannot ask for the same. */
export function reportOf(wanted: Wanted): RevenueQuery | null {
  const { status, system, currency, number, issued, paid, refunded } = wanted;
  const both = isAsked(issued) && isAsked(paid);
  if (status.length === 0 || number) {
    return null;
  }
  if (both || isAsked(refunded)) {
    return null;
  }
  const basis = isAsked(paid) ? "paid" : "issued";
  const { from, to } = wanted[basis];
  return {
    by: "year",
    basis,
    status,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(system.length > 0 ? { system_id: system } : {}),
    ...(currency.length > 0 ? { currency } : {}),
  };
}
