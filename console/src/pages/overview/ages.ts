/** What is unpaid, by the age of its invoices. */

import type { Revenue } from "../../api-types";
import { amountOf, units } from "../../decimal";
import type { Range } from "../invoices/wanted";
import { wholeMonth } from "../revenue/periods";
import { monthBefore } from "./time";

export interface Age {
  name: string;
  count: number;
  /** Gross less credit, in the reporting currency. */
  amount: string;
  /** The days the invoices were issued on. */
  issued: Range;
}

/** From how many months before this one to how many; null: all earlier ones. */
const AGES: [string, number, number | null][] = [
  ["Issued this month", 0, 0],
  ["Last month", 1, 1],
  ["2 to 3 months ago", 2, 3],
  ["4 to 12 months ago", 4, 12],
  ["Earlier", 13, null],
];

/** `rows`: a report of the unpaid by month. Invoices of a later month count to this one. */
export function agesOf({ rows }: Pick<Revenue, "rows">, month: string): Age[] {
  return AGES.map(([name, youngest, oldest]) => {
    const first = oldest === null ? "" : monthBefore(month, oldest);
    const last = youngest === 0 ? "" : monthBefore(month, youngest);
    const those = rows.filter(({ period }) => first <= period && (!last || period <= last));
    return {
      name,
      count: those.reduce((all, row) => all + row.count, 0),
      amount: amountOf(those.reduce((all, row) => all + units(row.collected), 0n)),
      issued: {
        from: first && wholeMonth(first).from,
        to: last && wholeMonth(last).to,
      },
    };
  });
}
