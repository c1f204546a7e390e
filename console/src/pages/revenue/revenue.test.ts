import { describe, expect, it } from "vitest";
import type { Revenue, RevenueRow } from "../../api-types";
import { change, columnsOf, rowsOf } from "./columns";
import { label, periods, yearBefore } from "./periods";
import { chartData } from "./series";
import { DEFAULT, fileName, parametersOf, queryOf, type View, viewOf } from "./view";

const amounts = (net: string) => ({
  count: 1,
  net,
  tax: "0.00",
  gross: net,
  credit: "0.00",
  collected: net,
});

const row = (period: string, bySystem: Record<string, string>): RevenueRow => ({
  period,
  ...amounts(Object.values(bySystem)[0] ?? "0"),
  average_net: "1.00",
  average_gross: "1.00",
  so_far: false,
  previous_year: null,
  previous_period: null,
  by_system: Object.fromEntries(Object.entries(bySystem).map(([id, net]) => [id, amounts(net)])),
});

const revenue = (...rows: RevenueRow[]): Revenue => ({
  currency: "EUR",
  rows,
  total: { ...row("", { small: "1.00", large: "9.00" }) },
  systems: [],
  warnings: [],
});

describe("the address", () => {
  const view: View = {
    year: 2025,
    by: "quarter",
    basis: "paid",
    refunds: "booked",
    measure: "collected",
    split: "total",
    system: "one",
    status: ["Paid", "Unpaid"],
  };

  it("holds every choice", () => {
    expect(viewOf(parametersOf(view))).toEqual(view);
  });

  it("is empty for the default", () => {
    expect(parametersOf(DEFAULT).toString()).toBe("");
    expect(viewOf(new URLSearchParams())).toEqual(DEFAULT);
  });

  it("may be mistyped", () => {
    expect(viewOf(new URLSearchParams("year=20x5&by=decade&basis=&measure=all&refunds=1"))).toEqual(
      DEFAULT,
    );
  });
});

describe("the question to the API", () => {
  it("covers the year, or the one before", () => {
    expect(queryOf(DEFAULT, 2026)).toMatchObject({ from: "2026-01-01", to: "2026-12-31" });
    expect(queryOf(DEFAULT, 2026, -1)).toMatchObject({ from: "2025-01-01", to: "2025-12-31" });
  });

  it("has no bounds for all years", () => {
    expect(queryOf(DEFAULT, "all")).toEqual({
      by: "month",
      basis: "issued",
      status: ["Paid"],
      refunds: "excluded",
    });
  });
});

describe("the file", () => {
  it("is named after its choices", () => {
    expect(fileName(DEFAULT, 2026)).toBe("revenue-2026-by-month-issued.csv");
    expect(fileName({ ...DEFAULT, basis: "paid", refunds: "booked" }, "all")).toBe(
      "revenue-all-by-month-paid-refunds-booked.csv",
    );
  });
});

describe("periods of the axis", () => {
  it("are all of the year, with revenue or without", () => {
    expect(periods("month", 2026, [])).toHaveLength(12);
    expect(periods("quarter", 2026, [])).toEqual(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
    expect(periods("day", 2024, [])).toHaveLength(366);
  });

  it("keep a week that belongs to the year before", () => {
    expect(periods("week", 2026, [row("2025-W53", {})])[0]).toBe("2025-W53");
    expect(label("2025-W53", "week", 2027)).toBe("2025-W53");
  });

  it("leave no year out between the first and the last", () => {
    const rows = [row("2023", {}), row("2026", {})];
    expect(periods("year", "all", rows)).toEqual(["2023", "2024", "2025", "2026"]);
  });

  it("know the same one a year before", () => {
    expect(yearBefore("2026-03")).toBe("2025-03");
    expect(yearBefore("2026-Q1")).toBe("2025-Q1");
  });
});

describe("the chart", () => {
  const now = revenue(row("2026-01", { large: "9.00", small: "1.00" }));
  const before = revenue(row("2025-01", { large: "5.00" }));
  const nameOf = (id: string) => id.toUpperCase();

  it("stacks the systems, the largest lowest, with the year before over them", () => {
    const { series } = chartData({ view: DEFAULT, year: 2026, revenue: now, before, nameOf });
    expect(series.map(({ type, title }) => [type, title])).toEqual([
      ["bar", "LARGE"],
      ["bar", "SMALL"],
      ["line", "2025, all systems"],
    ]);
    expect(series.map(({ data }) => data)).toEqual([
      [{ x: "Jan", y: 9 }],
      [{ x: "Jan", y: 1 }],
      [{ x: "Jan", y: 5 }],
    ]);
  });

  it("puts totals side by side, the earlier first", () => {
    const view = { ...DEFAULT, split: "total" as const };
    const { series } = chartData({ view, year: 2026, revenue: now, before, nameOf });
    expect(series.map(({ type, title }) => [type, title])).toEqual([
      ["bar", "2025"],
      ["bar", "2026"],
    ]);
  });

  it("compares nothing when all years are shown", () => {
    const { series } = chartData({ view: DEFAULT, year: "all", revenue: now, before, nameOf });
    expect(series).toHaveLength(2);
  });
});

describe("the table", () => {
  it("starts with the latest period and knows the one a year before", () => {
    const now = revenue(row("2026-01", { a: "2.00" }), row("2026-02", { a: "3.00" }));
    const before = revenue(row("2025-01", { a: "1.00" }));
    expect(rowsOf(now, before, DEFAULT).map((one) => [one.period, one.before])).toEqual([
      ["2026-02", null],
      ["2026-01", "1.00"],
    ]);
  });

  it("has what was collected and what credit paid, and no average of the API's own for it", () => {
    const view = { ...DEFAULT, measure: "collected" as const };
    const columns = columnsOf(revenue(), view, true, (id) => id);
    const headers = columns.map(({ header }) => header);
    expect(headers).toEqual(
      expect.arrayContaining(["Credit", "Collected", "Average gross", "A year before (collected)"]),
    );
    expect(headers).toContain("large (collected)");
  });

  it("shows the change, where there is something to compare with", () => {
    expect(change("150.00", "100.00")).toBe("+50%");
    expect(change("50.00", "100.00")).toBe("-50%");
    expect(change("50.00", null)).toBe("–");
    expect(change("50.00", "0.00")).toBe("–");
  });
});
