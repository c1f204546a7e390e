/** What the figures of a report are the sums of, in words. */

import { plural } from "../../format";
import type { View } from "./view";

const NAMED = 3;

/** `Paid invoices in USD of Hosting and Domains, less refunds.` */
export function summed(view: View, nameOf: (systemId: string) => string): string {
  const { status, currencies, systems, refunds } = view;
  const inCurrencies = currencies.length > 0 ? ` in ${listed(currencies)}` : "";
  const less = refunds === "booked" ? ", less refunds" : "";
  return `${listed(status)} invoices${inCurrencies} of ${ofSystems(systems.map(nameOf))}${less}.`;
}

function ofSystems(names: readonly string[]): string {
  if (names.length === 0) {
    return "all systems";
  }
  const more = names.length - NAMED;
  return listed(more > 0 ? [...names.slice(0, NAMED), plural(more, "more system")] : names);
}

const listed = (words: readonly string[]) =>
  words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? "");
