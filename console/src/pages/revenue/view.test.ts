import { describe, expect, it } from "vitest";
import { yearDays } from "./days";
import { check } from "./time-filter";
import {
  choicesOf,
  DEFAULT,
  daysOf,
  fileName,
  parametersOf,
  queryOf,
  type View,
  viewOf,
} from "./view";

const viewAt = (address: string) => viewOf(new URLSearchParams(address), 1);

describe("the address", () => {
  const view: View = {
    yearStart: 1,
    year: 2025,
    days: null,
    by: "quarter",
    basis: "paid",
    refunds: "booked",
    measure: "collected",
    split: "total",
    systems: ["one", "two"],
    currencies: ["EUR", "USD"],
    status: ["Paid", "Unpaid"],
  };

  it("holds every choice", () => {
    expect(viewOf(parametersOf(view), 1)).toEqual(view);
    const days = { from: "2025-02-01", to: "2025-03-31" };
    expect(viewOf(parametersOf({ ...view, days }), 1)).toEqual({ ...view, year: null, days });
  });

  it("is empty for the default", () => {
    expect(parametersOf(DEFAULT).toString()).toBe("");
    expect(viewAt("")).toEqual(DEFAULT);
  });

  it("means the same systems and currencies in whatever order and letter case", () => {
    expect(viewAt("system_id=two&system_id=one&system_id=two&currency=usd&currency=")).toEqual({
      ...DEFAULT,
      systems: ["one", "two"],
      currencies: ["USD"],
    });
  });

  it.each([
    "year=20x5&by=decade&basis=&measure=all&refunds=1",
    "from=2025-01-01",
    "from=2025-02-01&to=2025-01-31",
    "from=2025-13-01&to=2025-13-31",
  ])("may be mistyped: %s", (address) => {
    expect(viewAt(address)).toEqual(DEFAULT);
  });

  it("never asks for more days than a year of them", () => {
    expect(viewAt("by=day&year=all").year).toBeNull();
    expect(viewAt("by=day&from=2020-01-01&to=2024-12-31").days).toEqual({
      from: "2024-01-01",
      to: "2024-12-31",
    });
    expect(viewAt("by=week&from=2020-01-01&to=2024-12-31").days?.from).toBe("2020-01-01");
  });
});

it.each([
  ["2025-01-01", "2025-12-31", true],
  ["2024-01-01", "2025-12-31", false],
])("takes the days from %s to %s by day: %s", (startDate, endDate, valid) => {
  expect(check({ type: "absolute", startDate, endDate }, "day").valid).toBe(valid);
  expect(check({ type: "absolute", startDate, endDate }, "month").valid).toBe(true);
  expect(check({ type: "absolute", startDate, endDate: "" }, "month").valid).toBe(false);
});

describe("the question to the API", () => {
  it("covers the year that is chosen, or the latest one, and compares it", () => {
    expect(queryOf(DEFAULT, daysOf(DEFAULT, 2026))).toMatchObject({
      from: "2026-01-01",
      to: "2026-12-31",
      compare: ["previous_year"],
    });
    expect(daysOf({ ...DEFAULT, year: 2024 }, 2026)).toEqual(yearDays(2024, 1));
  });

  it("is of fiscal years where the deployment has them", () => {
    const fiscal = { ...DEFAULT, yearStart: 7 };
    expect(queryOf(fiscal, daysOf(fiscal, 2026))).toMatchObject({
      from: "2025-07-01",
      to: "2026-06-30",
      fiscal_year_start: 7,
    });
    expect(choicesOf(DEFAULT)).not.toHaveProperty("fiscal_year_start");
  });

  it("is of the systems and currencies that are chosen, which do not limit the choice", () => {
    const view: View = { ...DEFAULT, systems: ["one"], currencies: ["USD"], split: "currencies" };
    expect(queryOf(view, null)).toMatchObject({
      system_id: ["one"],
      currency: ["USD"],
      by_currency: true,
    });
    expect(choicesOf(view)).not.toHaveProperty("currency");
    expect(queryOf(DEFAULT, null)).not.toHaveProperty("by_currency");
  });

  it("has no bounds for all years", () => {
    const { from, to } = queryOf(DEFAULT, daysOf({ ...DEFAULT, year: "all" }, 2026));
    expect([from, to]).toEqual([undefined, undefined]);
  });
});

it("names the file after its choices", () => {
  expect(fileName(DEFAULT, yearDays(2026, 1))).toBe("revenue-2026-by-month-issued.csv");
  const fiscal: View = { ...DEFAULT, yearStart: 7, by: "quarter" };
  expect(fileName(fiscal, yearDays(2026, 7))).toBe("revenue-FY2026-by-fiscal-quarter-issued.csv");
  expect(fileName({ ...DEFAULT, split: "currencies" }, null)).toBe(
    "revenue-all-by-month-and-currency-issued.csv",
  );
  expect(fileName(DEFAULT, { from: "2026-01-01", to: "2026-02-01" })).toBe(
    "revenue-2026-01-01-2026-02-01-by-month-issued.csv",
  );
  expect(fileName({ ...DEFAULT, basis: "paid", refunds: "booked" }, null)).toBe(
    "revenue-all-by-month-paid-refunds-booked.csv",
  );
});
