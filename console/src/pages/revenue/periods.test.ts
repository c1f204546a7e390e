import { describe, expect, it } from "vitest";
import type { By } from "../../api-types";
import { daysName, yearAt, yearDays, yearOf } from "./days";
import { isInYear, periodOf, periods, wholePeriod } from "./periods";

it("has all periods of the year, with revenue or without", () => {
  expect(periods("month", yearDays(2026, 1), [], 1)).toHaveLength(12);
  expect(periods("quarter", yearDays(2026, 1), [], 1)).toEqual(
    [1, 2, 3, 4].map((n) => `2026-Q${n}`),
  );
  expect(periods("day", yearDays(2024, 1), [], 1)).toHaveLength(366);
  expect(periods("year", yearDays(2026, 1), [], 1)).toEqual(["2026"]);
});

it("keeps a week that belongs to the year before, and names it with its year", () => {
  const weeks = periods("week", yearDays(2027, 1), [], 1);
  expect([weeks[0], weeks[1], weeks.at(-1)]).toEqual(["2026-W53", "2027-W01", "2027-W52"]);
  expect(isInYear("2026-W53", "week", yearDays(2027, 1), 1)).toBe(false);
  expect(isInYear("2027-W01", "week", yearDays(2027, 1), 1)).toBe(true);
});

it("leaves none out between the first and the last that there are", () => {
  const rows = [{ period: "2026" }, { period: "2023" }];
  expect(periods("year", null, rows, 1)).toEqual(["2023", "2024", "2025", "2026"]);
  const months = [{ period: "2025-11" }, { period: "2026-02" }];
  expect(periods("month", null, months, 1)).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  expect(periods("month", null, [], 1)).toEqual([]);
});

it.each([
  ["2021-01-01", "2020-W53"],
  ["2026-12-31", "2026-W53"],
  ["2024-12-30", "2025-W01"],
])("knows the ISO week of %s: %s", (day, week) => {
  expect(periodOf(day, "week", 1)).toBe(week);
});

describe("fiscal years from July on", () => {
  const JULY = 7;
  const FY2026 = { from: "2025-07-01", to: "2026-06-30" };

  it("are called after the year they end in", () => {
    expect(yearDays(2026, JULY)).toEqual(FY2026);
    expect([yearAt("2025-06-30", JULY), yearAt("2025-07-01", JULY)]).toEqual([2025, 2026]);
    expect([yearOf(FY2026, JULY), yearOf(FY2026, 1), yearOf(yearDays(2026, 1), JULY)]).toEqual([
      2026,
      null,
      null,
    ]);
    expect(daysName(FY2026, JULY)).toBe("FY2026 (Jul 2025 – Jun 2026)");
    expect(daysName(yearDays(2026, 1), JULY)).toBe("Jan 1 – Dec 31, 2026");
  });

  it("have quarters of their own, and the calendar's months", () => {
    const quarters = periods("quarter", FY2026, [], JULY);
    expect(quarters).toEqual(["FY2026-Q1", "FY2026-Q2", "FY2026-Q3", "FY2026-Q4"]);
    const months = periods("month", FY2026, [], JULY);
    expect([months[0], months.at(-1), months.length]).toEqual(["2025-07", "2026-06", 12]);
    expect(periods("year", null, [{ period: "FY2024" }, { period: "FY2026" }], JULY)).toEqual([
      "FY2024",
      "FY2025",
      "FY2026",
    ]);
  });

  it.each<[string, By, string, string]>([
    ["FY2026", "year", "2025-07-01", "2026-06-30"],
    ["FY2026-Q1", "quarter", "2025-07-01", "2025-09-30"],
    ["FY2026-Q3", "quarter", "2026-01-01", "2026-03-31"],
    ["2026-02", "month", "2026-02-01", "2026-02-28"],
  ])("know the days of %s", (period, by, from, to) => {
    expect(wholePeriod(period, by, JULY)).toEqual({ from, to });
    expect([periodOf(from, by, JULY), periodOf(to, by, JULY)]).toEqual([period, period]);
  });

  it("are named with what a year has one time only", () => {
    const named = (period: string, by: By) => isInYear(period, by, FY2026, JULY);
    expect(named("2025-07", "month")).toBe(true);
    expect(named("FY2026-Q1", "quarter")).toBe(true);
    // The 27th week is at both ends.
    expect(named("2025-W27", "week")).toBe(false);
    expect(isInYear("2025-07", "month", yearDays(2026, 1), JULY)).toBe(false);
  });
});
