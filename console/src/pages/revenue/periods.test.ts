import { expect, it } from "vitest";
import { yearDays } from "./days";
import { isInYear, periodOf, periods } from "./periods";

it("has all periods of the year, with revenue or without", () => {
  expect(periods("month", yearDays(2026), [])).toHaveLength(12);
  expect(periods("quarter", yearDays(2026), [])).toEqual([1, 2, 3, 4].map((n) => `2026-Q${n}`));
  expect(periods("day", yearDays(2024), [])).toHaveLength(366);
  expect(periods("year", yearDays(2026), [])).toEqual(["2026"]);
});

it("keeps a week that belongs to the year before, and names it with its year", () => {
  const weeks = periods("week", yearDays(2027), []);
  expect([weeks[0], weeks[1], weeks.at(-1)]).toEqual(["2026-W53", "2027-W01", "2027-W52"]);
  expect(isInYear("2026-W53", yearDays(2027))).toBe(false);
  expect(isInYear("2027-W01", yearDays(2027))).toBe(true);
});

it("leaves none out between the first and the last that there are", () => {
  const rows = [{ period: "2026" }, { period: "2023" }];
  expect(periods("year", null, rows)).toEqual(["2023", "2024", "2025", "2026"]);
  const months = [{ period: "2025-11" }, { period: "2026-02" }];
  expect(periods("month", null, months)).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  expect(periods("month", null, [])).toEqual([]);
});

it.each([
  ["2021-01-01", "2020-W53"],
  ["2026-12-31", "2026-W53"],
  ["2024-12-30", "2025-W01"],
])("knows the ISO week of %s: %s", (day, week) => {
  expect(periodOf(day, "week")).toBe(week);
});
