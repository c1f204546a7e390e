import { describe, expect, it } from "vitest";
import type { RevenueRow, System } from "../../api-types";
import { MISSING_RATE, SYSTEM } from "../../testing";
import { agesOf } from "./ages";
import { nextOf, noticesOf } from "./attention";
import { comparedDays, figuresOf } from "./figures";
import { linksOf, namesOf } from "./names";
import { monthBefore, timesOf } from "./time";

const TIMES = timesOf("2026-02-10", 1);

const amounts = (net: string, count = 1) => ({
  count,
  net,
  tax: "0.00",
  gross: net,
  credit: "0.00",
  collected: net,
});

const days = { from: "2026-01-01", to: "2026-01-10" };

const row = (period: string, net: string, before = "0.00"): RevenueRow => ({
  period,
  ...amounts(net),
  average_net: "0.00",
  average_gross: "0.00",
  so_far: period === TIMES.month,
  by_system: { one: amounts(net) },
  by_currency: null,
  previous_year: { ...amounts(before), ...days, by_system: { one: amounts(before) } },
  previous_period: { ...amounts("7.00"), ...days, by_system: { one: amounts("7.00") } },
});

describe("the time", () => {
  it("is this month and the twelve whole ones before it", () => {
    expect(TIMES).toMatchObject({
      month: "2026-02",
      year: 2026,
      firstOfYear: "2026-01",
      three: ["2025-11", "2025-12", "2026-01"],
      twelveDays: { from: "2025-02-01", to: "2026-01-31" },
      asked: { from: "2025-02-01", to: "2026-02-28" },
    });
    expect([TIMES.twelve[0], TIMES.twelve.length]).toEqual(["2025-02", 12]);
    expect(monthBefore("2026-01", 13)).toBe("2024-12");
  });
});

describe("the figures", () => {
  const revenue = {
    rows: [
      row("2025-02", "0.10", "1.00"),
      row("2025-12", "0.20", "2.00"),
      row("2026-01", "0.30", "4.00"),
      row("2026-02", "9.00", "8.00"),
    ],
  };

  it("are exact sums of months", () => {
    const all = {
      month: { now: "9.00", before: "8.00" },
      lastMonth: "7.00",
      year: { now: "9.30", before: "12.00" },
      twelve: { now: "0.60", before: "7.00" },
      runRate: "2.00",
    };
    expect(figuresOf(revenue, TIMES, null)).toEqual(all);
    expect(figuresOf(revenue, TIMES, "one")).toEqual(all);
  });

  it("of a system that has none are nothing, beside nothing", () => {
    const nothing = { now: "0.00", before: null };
    expect(figuresOf(revenue, TIMES, "two")).toEqual({
      month: nothing,
      lastMonth: null,
      year: nothing,
      twelve: nothing,
      runRate: "0.00",
    });
  });

  it("of a fiscal year begin with its first month", () => {
    const fiscal = timesOf("2026-02-10", 7);
    expect(figuresOf(revenue, fiscal, null).year).toEqual({ now: "9.50", before: "14.00" });
    expect(namesOf(revenue, fiscal)).toMatchObject({
      year: "FY2026 to date",
      yearBefore: "FY2025 to the same day",
    });
    expect(linksOf(fiscal, "issued").year).toBe("/reports/revenue?year=2026");
  });

  it("are called by their days", () => {
    expect(namesOf(revenue, TIMES)).toMatchObject({
      month: "Feb 2026 so far",
      lastMonth: "Jan 1 – 10, 2026",
      yearBefore: "2025 to the same day",
      twelve: "12 months to Jan 2026",
    });
    expect(comparedDays({ rows: [] }, TIMES)).toEqual({ lastMonth: null, lastYear: null });
  });

  it("lead to what they are made of", () => {
    expect(linksOf(TIMES, "paid")).toEqual({
      month: "/reports/invoices?status=Paid&paid_from=2026-02-01&paid_to=2026-02-28",
      year: "/reports/revenue?year=2026&basis=paid",
      twelve: "/reports/revenue?from=2025-02-01&to=2026-01-31&basis=paid",
    });
  });
});

it("puts each unpaid invoice under one age", () => {
  const months = ["2024-12", "2025-01", "2025-02", "2025-10", "2025-11", "2026-01", "2026-02"];
  const ages = agesOf(
    { rows: [...months, "2026-03"].map((month) => row(month, "1.00")) },
    "2026-02",
  );
  expect(ages.map(({ amount, issued }) => [amount, issued.from, issued.to])).toEqual([
    ["2.00", "2026-02-01", ""],
    ["1.00", "2026-01-01", "2026-01-31"],
    ["1.00", "2025-11-01", "2025-12-31"],
    ["2.00", "2025-02-01", "2025-10-31"],
    ["2.00", "", "2025-01-31"],
  ]);
  expect(ages.reduce((all, { count }) => all + count, 0)).toBe(months.length + 1);
});

describe("what a person should know of a system", () => {
  const NOW = new Date("2026-02-10T12:00:00Z");
  const ended = (state: "succeeded" | "failed" | "cancelled", hours: number) => ({
    id: "s",
    mode: "incremental" as const,
    state,
    started_at: "2026-01-01T00:00:00Z",
    ended_at: new Date(NOW.getTime() - hours * 3_600_000).toISOString(),
  });
  const notices = (part: Partial<System>) => noticesOf({ ...SYSTEM, ...part }, NOW);

  it.each<[Partial<System>, string]>([
    [{ last_sync: null, complete: false }, "Nothing was copied yet. → Full sync"],
    [{ last_sync: ended("failed", 3) }, "The last sync failed 3 hours ago. → See why"],
    [
      { last_sync: ended("failed", 3), complete: false },
      "The last sync failed 3 hours ago. No sync has succeeded at its address yet. → See why",
    ],
    [{ last_sync: ended("cancelled", 3) }, "The last sync was cancelled 3 hours ago. → Sync"],
    [
      { last_sync: ended("cancelled", 3), complete: false },
      "The last sync was cancelled 3 hours ago. No sync has succeeded at its address yet. → See why",
    ],
    [
      { last_sync: ended("succeeded", 3), complete: false },
      "Incomplete. No sync has succeeded at its address yet. → Full sync",
    ],
    [
      { last_sync: ended("succeeded", 48), auto_sync: true },
      "Last synced 2 days ago, though automatic sync is on. → Sync",
    ],
    [
      { last_sync: ended("succeeded", 48) },
      "Last synced 2 days ago; automatic sync is off. → Switch it on",
    ],
    [
      { last_sync: ended("succeeded", 1), unreadable: [{ id: 4, fields: ["total"] }] },
      "1 unreadable invoice left out of the revenue. → See which",
    ],
    [
      { last_sync: ended("succeeded", 1), missing_rates: [MISSING_RATE] },
      "No rate for USD: 812 invoices are counted at 1. → Add a rate",
    ],
    [
      {
        last_sync: ended("succeeded", 1),
        missing_rates: [{ ...MISSING_RATE, currency: "GBP", invoices: 1 }, MISSING_RATE],
      },
      "No rate for GBP, USD: 813 invoices are counted at 1. → Add a rate",
    ],
  ])("is said with what to do: %j", (part, said) => {
    expect(notices(part).map(({ text, action }) => `${text} → ${action.text}`)).toEqual([said]);
  });

  it("is nothing where all is well, or changes anyway", () => {
    expect(notices({ last_sync: ended("succeeded", 35) })).toEqual([]);
    expect(notices({ last_sync: ended("failed", 1), running_sync_id: "s" })).toEqual([]);
    expect(notices({ last_sync: null, deleting: true })).toEqual([]);
  });
});

it("knows which automatic sync is the next", () => {
  const at = (id: string, next_sync_at: string | null) => ({ ...SYSTEM, id, next_sync_at });
  const late = at("late", "2026-02-12T00:00:00Z");
  const soon = at("soon", "2026-02-11T00:00:00Z");
  expect(nextOf([late, at("never", null), soon])?.id).toBe("soon");
  expect(nextOf([at("never", null)])).toBeNull();
});
