import { expect, it } from "vitest";
import type { Revenue } from "../../api-types";
import { choicesIn } from "./use-revenue";

const SUMS = { EUR: {}, USD: {} };
const REVENUE = {
  rows: [
    { period: "2024", by_currency: { EUR: {} } },
    { period: "2025", by_currency: SUMS },
  ],
  total: { by_currency: { USD: {}, EUR: {} } },
} as unknown as Revenue;

it.each([
  [[], [2025, 2024]],
  [["USD"], [2025]],
  [
    ["EUR", "USD"],
    [2025, 2024],
  ],
  [["GBP"], []],
])("offers all currencies, and with %j the years %j", (chosen, years) => {
  expect(choicesIn(REVENUE, chosen)).toEqual({ years, currencies: ["EUR", "USD"] });
});

it("knows fiscal years by their number", () => {
  const fiscal = { ...REVENUE, rows: [{ period: "FY2026", by_currency: SUMS }] };
  expect(choicesIn(fiscal as unknown as Revenue, []).years).toEqual([2026]);
});
