/** What is looked for as the tokens of a property filter, and back. */

import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { dayIn } from "../revenue/days";
import { DAYS, EVERYTHING, LONGEST_NUMBER, type Wanted } from "./wanted";

type Token = PropertyFilterProps.Token;

const LISTS = ["status", "system", "currency"] as const;
export const FROM = ">=";
export const TO = "<=";
export const PART = ":";

export function tokensOf(wanted: Wanted): Token[] {
  return [
    ...LISTS.filter((list) => wanted[list].length > 0).map((list) => ({
      propertyKey: list,
      operator: "=",
      value: wanted[list],
    })),
    ...(wanted.number ? [{ propertyKey: "number", operator: PART, value: wanted.number }] : []),
    ...DAYS.flatMap((day) =>
      [
        { propertyKey: day, operator: FROM, value: wanted[day].from },
        { propertyKey: day, operator: TO, value: wanted[day].to },
      ].filter(({ value }) => value),
    ),
  ];
}

/** Of several numbers or days in one place the last counts; lists are put together. */
export function wantedOf(tokens: readonly Token[]): Wanted {
  return tokens.reduce(withToken, EVERYTHING);
}

function withToken(wanted: Wanted, { propertyKey, operator, value }: Token): Wanted {
  const list = LISTS.find((one) => one === propertyKey);
  if (list) {
    return { ...wanted, [list]: [...new Set([...wanted[list], ...texts(list, value)])] };
  }
  const day = DAYS.find((one) => one === propertyKey);
  if (day) {
    const end = operator === TO ? "to" : "from";
    const valid = dayIn(String(value ?? ""));
    return valid ? { ...wanted, [day]: { ...wanted[day], [end]: valid } } : wanted;
  }
  return {
    ...wanted,
    number: String(value ?? "")
      .trim()
      .slice(0, LONGEST_NUMBER),
  };
}

function texts(list: (typeof LISTS)[number], value: unknown): string[] {
  const found = (Array.isArray(value) ? value : [value]).map(String).filter(Boolean);
  return list === "currency" ? found.map((code) => code.toUpperCase()) : found;
}
