import type { FoundInvoice } from "../../api-types";
import { amountOf, units } from "../../decimal";

/** Of the invoices in one currency; amounts are exact. */
export interface Total {
  currency: string;
  count: number;
  net: string;
  tax: string;
  gross: string;
  credit: string;
  collected: string;
}

/** By currency: how many, and millionths of net, tax and credit. */
export type Sums = ReadonlyMap<string, readonly [number, bigint, bigint, bigint]>;

export const NOTHING: Sums = new Map();

/** Unreadable rows have no amounts, and are in no revenue. */
export function sumsOf(invoices: readonly FoundInvoice[]): Sums {
  const sums = new Map<string, [number, bigint, bigint, bigint]>();
  for (const { currency, net, tax, credit, unreadable } of invoices) {
    if (unreadable === null) {
      const [count, ...amounts] = sums.get(currency) ?? [0, 0n, 0n, 0n];
      const [allNet, allTax, allCredit] = amounts;
      const more = [allNet + units(net), allTax + units(tax), allCredit + units(credit)] as const;
      sums.set(currency, [count + 1, ...more]);
    }
  }
  return sums;
}

export function together(one: Sums, other: Sums): Sums {
  const sums = new Map(one);
  for (const [currency, [count, net, tax, credit]] of other) {
    const [c, n, t, r] = sums.get(currency) ?? [0, 0n, 0n, 0n];
    sums.set(currency, [c + count, n + net, t + tax, r + credit]);
  }
  return sums;
}

/** The currency with most invoices first. */
export const totalsOf = (sums: Sums): Total[] =>
  [...sums]
    .sort(([, [a]], [, [b]]) => b - a)
    .map(([currency, [count, net, tax, credit]]) => ({
      currency,
      count,
      net: amountOf(net),
      tax: amountOf(tax),
      gross: amountOf(net + tax),
      credit: amountOf(credit),
      collected: amountOf(net + tax - credit),
    }));
