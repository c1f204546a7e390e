/** What an entered rate does, said with figures. */

import { money } from "../../format";
import { isRate, rate } from "./values";

/** Of which an example of a rate to the reporting currency can be. */
export const otherThan = (reporting: string) => (reporting === "USD" ? "EUR" : "USD");

/** `An invoice of 100 USD counts as €92.00.`; "" as long as no rate is entered. `currency` may be
 * unknown. */
export function example(entered: string, currency: string, reporting: string): string {
  const hundred = `100 ${currency.trim().toUpperCase()}`.trim();
  return isRate(entered)
    ? `An invoice of ${hundred} counts as ${money(times100(rate(entered)), reporting)}.`
    : "";
}

/** By the digits, so that it is exact. */
function times100(rate: string): string {
  const [whole = "", part = ""] = rate.split(".");
  return `${whole}${part.slice(0, 2).padEnd(2, "0")}.${part.slice(2) || "0"}`;
}
