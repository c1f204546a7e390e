/** What the list and its file know of an invoice's fields. */

import type { FoundInvoice } from "../../api-types";
import type { Day } from "./wanted";

export const FIELDS = [
  "system_id",
  "id",
  "number",
  "date",
  "due_date",
  "paid_date",
  "refunded_date",
  "status",
  "currency",
  "net",
  "tax",
  "gross",
  "credit",
  "total",
  "unreadable",
] as const satisfies (keyof FoundInvoice)[];

/** The day an invoice belongs to, as reports count it; null: to none. */
export function dayOf(invoice: FoundInvoice, day: Day): string | null {
  const issued = invoice.date ?? invoice.due_date ?? invoice.paid_date;
  const refunded = invoice.status === "Refunded";
  // What was refunded was paid: at the latest when it was issued, if nobody knows when.
  const paid = invoice.paid_date ?? (refunded ? issued : null);
  switch (day) {
    case "issued":
      return issued;
    case "paid":
      return paid;
    case "refunded":
      return refunded && paid ? (invoice.refunded_date ?? paid) : null;
  }
}
