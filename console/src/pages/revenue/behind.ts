/** The invoices behind a figure of a report. */

import { invoicesAt, type Wanted } from "../invoices/wanted";
import type { Days } from "./days";
import { wholePeriod } from "./periods";
import type { View } from "./view";

/** Addresses of the lists of those that count in it, and of those whose refunds it is less by. */
export interface Behind {
  counted: string;
  subtracted: string | null;
}

/** `days`: those of the report, of which a period at its ends may have only a part. */
export function behindPeriod(view: View, days: Days | null, period: string): Behind {
  const whole = wholePeriod(period, view.by, view.yearStart);
  return behind(view, {
    from: days && days.from > whole.from ? days.from : whole.from,
    to: days && days.to < whole.to ? days.to : whole.to,
  });
}

export function behind(view: View, days: Days): Behind {
  const { systems: system, currencies: currency } = view;
  const booked = view.refunds === "booked";
  const status = booked ? [...new Set([...view.status, "Refunded"])] : view.status;
  const counted: Partial<Wanted> = { status, system, currency, [view.basis]: days };
  const subtracted: Partial<Wanted> = { status: ["Refunded"], system, currency, refunded: days };
  return {
    counted: invoicesAt(counted),
    subtracted: booked ? invoicesAt(subtracted) : null,
  };
}
