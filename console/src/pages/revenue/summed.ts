/** What the figures of a report are the sums of, in words. */

import { plural } from "../../format";
import type { View } from "./view";

const NAMED = 3;

/** `Paid invoices in USD of Hosting and Domains.` */
export function summed(view: View, nameOf: (systemId: string) => string): string {
  const { status, currencies, systems } = view;
  const inCurrencies = currencies.length > 0 ? ` in ${listed(currencies)}` : "";
  return `${listed(status)} invoices${inCurrencies} of ${ofSystems(systems.map(nameOf))}.`;
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
