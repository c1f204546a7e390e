/** Which invoices are looked for, as it stands in the address, so that a list can be shared. */

import { dayIn } from "../revenue/days";

/** First and last day, both inclusive; "": open. */
export interface Range {
  from: string;
  to: string;
}

/** The days an invoice can be looked for by. */
export const DAYS = ["issued", "paid", "refunded"] as const;
export type Day = (typeof DAYS)[number];

/** Nothing is asked where a list or text is empty. */
export interface Wanted extends Record<Day, Range> {
  status: string[];
  system: string[];
  currency: string[];
  /** A part of the number as people see it. */
  number: string;
}

export const ANY: Range = { from: "", to: "" };
export const EVERYTHING: Wanted = {
  status: [],
  system: [],
  currency: [],
  number: "",
  issued: ANY,
  paid: ANY,
  refunded: ANY,
};

export const LONGEST_NUMBER = 100;

export const isAsked = ({ from, to }: Range) => from !== "" || to !== "";

export function wantedIn(parameters: URLSearchParams): Wanted {
  const all = (name: string) => [...new Set(parameters.getAll(name).filter(Boolean))];
  const range = (day: Day) => ({
    from: dayIn(parameters.get(`${day}_from`)),
    to: dayIn(parameters.get(`${day}_to`)),
  });
  return {
    status: all("status"),
    system: all("system_id"),
    currency: all("currency").map((code) => code.toUpperCase()),
    number: (parameters.get("number") ?? "").trim().slice(0, LONGEST_NUMBER),
    issued: range("issued"),
    paid: range("paid"),
    refunded: range("refunded"),
  };
}

/** Only what is asked, so that addresses stay short. */
export function parametersOf(wanted: Partial<Wanted>): URLSearchParams {
  const { status, system, currency, number, ...days } = { ...EVERYTHING, ...wanted };
  return new URLSearchParams(
    [
      ...status.map((one) => ["status", one]),
      ...system.map((one) => ["system_id", one]),
      ...currency.map((one) => ["currency", one]),
      ["number", number],
      ...DAYS.flatMap((day) => [
        [`${day}_from`, days[day].from],
        [`${day}_to`, days[day].to],
      ]),
    ].filter(([, value]) => value),
  );
}

export const INVOICES = "/reports/invoices";

/** The address of the list of these. */
export const invoicesAt = (wanted: Partial<Wanted>) => `${INVOICES}?${parametersOf(wanted)}`;

/** Two files of different days do not bear the same name. */
export function fileName(wanted: Wanted): string {
  const days = DAYS.filter((day) => isAsked(wanted[day])).map((day) =>
    [day, wanted[day].from, wanted[day].to].filter(Boolean).join("-"),
  );
  const statuses = wanted.status.map((status) => status.toLowerCase().replaceAll(/\W+/g, "-"));
  return `${["invoices", ...statuses, ...days].join("-")}.csv`;
}
