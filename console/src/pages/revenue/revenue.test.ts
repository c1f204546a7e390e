import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Revenue, RevenueRow } from "../../api-types";
import { columnsOf, rowsOf, totalOf } from "./columns";
import { yearDays } from "./days";
import { change, earlierName } from "./earlier";
import { chartData } from "./series";
import { DEFAULT, type View } from "./view";

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
  by_currency: null,
  by_system: Object.fromEntries(Object.entries(bySystem).map(([id, net]) => [id, amounts(net)])),
});

/** With what the same days of the year before had. */
const beside = (one: RevenueRow, net: string, from: string, to: string): RevenueRow => ({
  ...one,
  previous_year: { ...amounts(net), from, to, by_system: {} },
});

/** Worth these amounts; in their own currency they are twice as much, but for euros. */
const inCurrencies = <R extends RevenueRow | Revenue["total"]>(
  one: R,
  worth: Record<string, string>,
): R => ({
  ...one,
  by_currency: Object.fromEntries(
    Object.entries(worth).map(([code, net]) => {
      const own = code === "EUR" ? net : `${2 * Number(net)}.00`;
      return [code, { ...amounts(net), own: { ...amounts(own) } }];
    }),
  ),
});

const revenue = (...rows: RevenueRow[]): Revenue => ({
  currency: "EUR",
  rows,
  total: { ...row("", { small: "1.00", large: "9.00" }) },
  systems: [],
  warnings: [],
});

describe("the chart", () => {
  const january = beside(
    row("2026-01", { large: "9.00", small: "1.00" }),
    "5.00",
    "2025-01-01",
    "2025-01-31",
  );
  const february = {
    ...beside(row("2026-02", { large: "2.00" }), "3.00", "2025-02-01", "2025-02-24"),
    so_far: true,
  };
  const shown = {
    view: DEFAULT,
    days: yearDays(2026, 1),
    revenue: revenue(january, february),
    nameOf: (id: string) => id.toUpperCase(),
    colorOf: (id: string) => `color of ${id}`,
  };
  const total: View = { ...DEFAULT, split: "total" };

  it("stacks the systems, the largest lowest, with the year before over them in grey", () => {
    const { kind, series, domain } = chartData(shown);
    expect(kind).toBe("bars");
    expect(domain).toHaveLength(12);
    expect(series.map(({ type, title, color }) => [type, title, color])).toEqual([
      ["bar", "LARGE", "color of large"],
      ["bar", "SMALL", "color of small"],
      ["line", "A year before, in total", "#7d8998"],
    ]);
    expect(series.map(({ data }) => data[0])).toEqual([
      { x: "Jan", y: 9 },
      { x: "Jan", y: 1 },
      { x: "Jan", y: 5 },
    ]);
  });

  it("marks the month that is not over", () => {
    expect(chartData(shown).domain.slice(0, 3)).toEqual(["Jan", "Feb\nso far", "Mar"]);
  });

  it("puts totals side by side, the earlier first", () => {
    const { series } = chartData({ ...shown, view: total });
    expect(series.map(({ type, title }) => [type, title])).toEqual([
      ["bar", "A year before"],
      ["bar", "2026"],
    ]);
  });

  it("compares nothing when all years are shown", () => {
    const { series, compared } = chartData({ ...shown, days: null });
    expect([series.length, compared]).toEqual([2, false]);
  });

  it("has no line of a single point", () => {
    const year = beside(row("2026", { large: "9.00" }), "5.00", "2025-01-01", "2025-12-31");
    const view: View = { ...DEFAULT, by: "year" };
    const { series, compared } = chartData({ ...shown, view, revenue: revenue(year) });
    expect([series.map(({ type }) => type), compared]).toEqual([["bar", "bar"], false]);
  });

  it("draws days as lines that fall to zero where there is nothing, up to the last known", () => {
    const view: View = { ...total, by: "day" };
    const days = { from: "2026-01-01", to: "2026-03-31" };
    const rows = [row("2026-01-02", { large: "9.00" }), row("2026-01-04", { large: "1.00" })];
    const { kind, series, domain } = chartData({ ...shown, view, days, revenue: revenue(...rows) });
    expect([kind, domain.length]).toEqual(["lines", 90]);
    expect(series).toEqual([
      {
        type: "line",
        title: "Jan 1 – Mar 31, 2026",
        data: [0, 9, 0, 1].map((y, index) => ({ x: new Date(Date.UTC(2026, 0, index + 1)), y })),
      },
    ]);
  });

  it("shows no more points than a browser draws at once, and says how many are left out", () => {
    const rows = [row("1970-W01", { large: "1.00" }), row("2026-W01", { large: "1.00" })];
    const view: View = { ...DEFAULT, by: "week" };
    const data = chartData({ ...shown, view, days: null, revenue: revenue(...rows) });
    expect(data.domain).toHaveLength(600);
    expect(data.left).toBeGreaterThan(2000);
  });

  it("puts together what is more than its colours tell apart", () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`s${n}`, `${20 - n}.00`]),
    );
    const busy = { ...revenue(row("2026-01", many)), total: row("", many) };
    const { series } = chartData({ ...shown, revenue: busy });
    expect(series).toHaveLength(10);
    expect(series.at(-1)).toMatchObject({
      title: "3 other systems",
      data: [{ x: "Jan", y: 11 + 10 + 9 }],
    });
  });

  it("stacks currencies by what they are worth", () => {
    const { revenue, colorOf } = shown;
    const rows = revenue.rows.map((one) => inCurrencies(one, { USD: "3.00", EUR: "6.00" }));
    const total = inCurrencies(revenue.total, { USD: "6.00", EUR: "12.00" });
    const { series } = chartData({
      ...shown,
      view: { ...DEFAULT, split: "currencies" },
      revenue: { ...revenue, rows, total: { ...total, previous_year: null } },
      nameOf: (code) => code,
      colorOf,
    });
    expect(series.map(({ title, color, data }) => [title, color, data[0]?.y])).toEqual([
      ["EUR", "color of EUR", 6],
      ["USD", "color of USD", 3],
      ["A year before, in total", "#7d8998", 5],
    ]);
  });

  it("leaves out systems that have nothing", () => {
    const none = { ...amounts("0.00"), count: 0 };
    const now = { ...shown.revenue, total: { ...row("", { large: "9.00" }) } };
    now.total.by_system = { ...now.total.by_system, failed: none };
    expect(chartData({ ...shown, revenue: now }).series.map(({ title }) => title)).not.toContain(
      "FAILED",
    );
  });
});

describe("the table", () => {
  const february = { ...row("2026-02", { a: "3.00" }), so_far: true };
  const now = revenue(
    beside(row("2026-01", { a: "2.00" }), "1.00", "2025-01-01", "2025-01-31"),
    february,
  );
  const options = {
    compared: true,
    comparable: true,
    nameOf: (id: string) => id,
    behind: () => null,
  };

  it("starts with the latest period and knows the same days a year before", () => {
    expect(rowsOf(now, DEFAULT).map((one) => [one.name, one.before])).toEqual([
      ["Feb 2026", null],
      ["Jan 2026", "1.00"],
    ]);
  });

  it("ends with the total", () => {
    expect(totalOf(now, DEFAULT)).toMatchObject({ name: "Total", net: "1.00" });
  });

  it("has what was collected and what credit paid, and no average of the API's own for it", () => {
    const view = { ...DEFAULT, measure: "collected" as const };
    const ids = columnsOf(revenue(), view, options).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(["credit", "collected", "average_gross", "before", "part-large"]),
    );
  });

  it("has a column for each currency: as in WHMCS, with what that is worth", () => {
    const january = inCurrencies(row("2026-01", { a: "9.00" }), { USD: "3.00", EUR: "6.00" });
    const report = { ...revenue(january), total: january };
    const view: View = { ...DEFAULT, split: "currencies" };
    const columns = columnsOf(report, view, options).filter(({ id }) => id?.startsWith("part-"));
    const drawn = (content: unknown) => renderToStaticMarkup(content as ReactElement);
    expect(columns.map(({ header }) => drawn(header))).toEqual([
      expect.stringContaining("EUR (net)"),
      expect.stringContaining("USD (net)"),
    ]);
    const [shown] = rowsOf(report, view);
    const [euro, dollar] = columns.map(({ cell }) => drawn(cell(shown as never)));
    expect(euro).toContain("€6.00");
    expect(euro).not.toContain("$");
    expect(dollar).toMatch(/\$6\.00.*€3\.00/);
  });

  it("has no column of what is the whole", () => {
    const january = inCurrencies(row("2026-01", { a: "6.00" }), { EUR: "6.00" });
    const report = { ...revenue(january), total: january };
    const ids = (split: View["split"]) =>
      columnsOf(report, { ...DEFAULT, split }, options).map(({ id }) => id);
    expect(ids("currencies")).toEqual(ids("total"));
    expect(ids("systems")).toEqual(ids("total"));
  });

  it("shows no change where a system is incomplete", () => {
    const [one] = rowsOf(now, DEFAULT).slice(1);
    const shown = (comparable: boolean) => {
      const columns = columnsOf(now, DEFAULT, { ...options, comparable });
      const cell = columns.find(({ id }) => id === "change")?.cell(one as never);
      return JSON.stringify(cell);
    };
    expect(shown(true)).toContain("+100.0%");
    expect(shown(false)).not.toContain("%");
  });

  it("shows the change, where there is something to compare with", () => {
    expect(change("150.00", "100.00")).toBe("+50.0%");
    expect(change("50.00", "100.00")).toBe("-50.0%");
    expect(change("50.00", null)).toBe("–");
    expect(change("50.00", "0.00")).toBe("–");
  });
});

it.each([
  ["2025-01-01", "2025-11-24", 1, "2025"],
  ["2024-07-01", "2025-06-30", 1, "Jul 1, 2024 – Jun 30, 2025"],
  ["2024-07-01", "2024-11-24", 7, "FY2025"],
  ["2024-01-01", "2024-12-31", 7, "Jan 1 – Dec 31, 2024"],
])("calls what %s to %s are compared with, in years from month %i on: %s", (...of) => {
  const [from, to, yearStart, name] = of;
  const total = beside(row("", {}), "1.00", from, to);
  expect(earlierName({ total }, yearStart)).toBe(name);
});
