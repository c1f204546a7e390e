import { describe, expect, it } from "vitest";
import {
  age,
  ago,
  duration,
  money,
  often,
  percent,
  periodName,
  plural,
  progress,
  span,
} from "./format";
import { SYNC } from "./testing";

describe("money", () => {
  it("keeps every digit of amounts that no float holds", () => {
    expect(money("90071992547409931.07", "EUR")).toBe("€90,071,992,547,409,931.07");
  });

  it("shows two decimals in any currency", () => {
    expect(money("1234.5", "USD")).toBe("$1,234.50");
    expect(money("-3.00", "JPY")).toBe("-¥3.00");
  });
});

describe("duration", () => {
  it.each([
    [400, "0 s"],
    [59_000, "59 s"],
    [65_000, "1 min 5 s"],
    [7_380_000, "2 h 3 min"],
    [-5, "0 s"],
  ])("%d ms is %s", (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
});

describe("ago", () => {
  const now = new Date("2026-03-10T12:00:00Z");
  it.each([
    ["2026-03-10T11:59:40Z", "just now"],
    ["2026-03-10T11:57:00Z", "3 minutes ago"],
    ["2026-03-09T11:00:00Z", "yesterday"],
    ["2025-01-01T00:00:00Z", "last year"],
  ])("%s was %s", (iso, text) => expect(ago(iso, now)).toBe(text));
});

describe("how often", () => {
  it.each([
    [1440, "Once a day"],
    [720, "Every 12 hours"],
    [60, "Every hour"],
    [100, "Every 100 minutes"],
  ])("%d minutes: %s", (minutes, text) => expect(often(minutes)).toBe(text));
});

it("says how old figures are, or that nobody knows", () => {
  expect(age("2026-01-02T08:00:00Z")).toMatch(/^No figure older than Jan 2, 2026, 8:00\sAM$/);
  expect(age(null)).toBe("Some figures were never verified");
});

it("writes one and many", () => {
  expect(plural(1, "invoice")).toBe("1 invoice");
  expect(plural(2000, "match", "matches")).toBe("2,000 matches");
});

describe("progress of a sync", () => {
  it("shows share, rate and remaining time of a full sync by its invoices", () => {
    expect(progress(SYNC)).toEqual({ percent: 25, by: "invoices", rate: 25, remaining: 30_000 });
  });

  it("goes by steps where only some invoices are read", () => {
    const sync = { ...SYNC, mode: "incremental" as const, steps_done: 1, steps_total: 2 };
    expect(progress(sync).percent).toBe(50);
  });

  it("goes by steps where a full sync reads what another one left", () => {
    const sync = { ...SYNC, resumed_from: "earlier", steps_done: 1, steps_total: 2 };
    expect(progress(sync).percent).toBe(50);
  });

  it("shows nothing before the total is known", () => {
    const sync = { ...SYNC, invoices_total: null, updated_at: SYNC.started_at };
    expect(progress(sync)).toEqual({ percent: null, by: "invoices", rate: 0, remaining: null });
  });

  it("is done where there is nothing to do, and never beyond the end", () => {
    expect(progress({ ...SYNC, invoices_total: 0, invoices_seen: 0 }).percent).toBe(100);
    expect(progress({ ...SYNC, invoices_total: 100 }).percent).toBe(100);
  });
});

it.each([
  ["2026-02", "month", "Feb 2026", "Feb"],
  ["2026-Q3", "quarter", "Q3 2026", "Q3"],
  ["2026-02-03", "day", "Feb 3, 2026", "Feb 3"],
  ["2026-W05", "week", "W05 2026", "W05"],
  ["2026", "year", "2026", "2026"],
] as const)("names the period %s by %s: %s, within its year %s", (period, by, name, short) => {
  expect(periodName(period, by)).toBe(name);
  expect(periodName(period, by, true)).toBe(short);
});

it("writes days and shares in one way", () => {
  expect(span("2025-01-01", "2025-11-24")).toBe("Jan 1 – Nov 24, 2025");
  expect([0.5, -0.226, 0].map(percent)).toEqual(["+50.0%", "-22.6%", "0.0%"]);
});
