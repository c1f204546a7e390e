import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { RatesPreview, System } from "../../api-types";
import { json, MISSING_RATE, problem, SYSTEM } from "../../testing";
import { edit, enter, press, SLOW_MS, show } from "./testing";
import { systemChange, valuesOf } from "./values";

afterEach(cleanup);

it(
  "marks the rate that is wrong, and no other",
  () => {
    const rates = ["0,92", "x"].map((rate) => ({ currency: "USD", from: "", rate }));
    show({ system: SYSTEM, initial: { ...valuesOf(SYSTEM), rates } });
    press("Save");
    const invalid = ["Value of rate 1", "Value of rate 2", "Currency of rate 2"].map((label) =>
      screen.getByLabelText(label).getAttribute("aria-invalid"),
    );
    expect(invalid).toEqual([null, "true", null]);
  },
  SLOW_MS,
);

const LACKING: System = { ...SYSTEM, missing_rates: [MISSING_RATE] };
const LACKS = /^No rate for USD from 2024-03-01 on: 812 invoices are counted at 1 USD = 1 EUR\.$/;

it(
  "fills in what is known of a missing rate, and asks for its value",
  () => {
    const { saved } = edit(LACKING);
    expect(screen.getByText(LACKS)).toBeTruthy();
    press("Add a rate for USD");
    expect(document.activeElement).toBe(screen.getByLabelText("Value of rate 1"));
    expect(screen.queryByText(LACKS)).toBeNull();
    enter("Value of rate 1", "0.92");
    press("Save");
    const rates = [{ currency: "USD", from: "2024-03-01", rate: "0.92" }];
    expect(saved.map((values) => systemChange(values, SYSTEM))).toMatchObject([{ rates }]);
  },
  SLOW_MS,
);

it(
  "knows what the reporting currency is worth in itself",
  () => {
    edit({ ...SYSTEM, missing_rates: [{ ...MISSING_RATE, currency: "EUR", used: "0.9" }] });
    press("Add a rate for EUR");
    expect(screen.getByLabelText("Value of rate 1")).toHaveProperty("value", "1");
  },
  SLOW_MS,
);

it.each([
  ["2024-03-01", false],
  ["", false],
  ["2024-03-02", true],
])(
  "says that a rate is missing until one is entered for all days: from %j: %s",
  (from, isMissing) => {
    const rates = [{ currency: "usd", from, rate: "0.92" }];
    show({ system: LACKING, initial: { ...valuesOf(LACKING), rates } });
    expect(screen.queryByText(LACKS) !== null).toBe(isMissing);
  },
  SLOW_MS,
);

it(
  "takes who comes for the rates to them",
  () => {
    show({ system: LACKING, initial: valuesOf(LACKING) }, {}, "/edit#rates");
    expect(document.activeElement?.textContent).toBe("Currency");
  },
  SLOW_MS,
);

const PREVIEW: RatesPreview = {
  currency: "EUR",
  this_year: {
    period: "2026",
    from: "2026-01-01",
    to: "2026-12-31",
    invoices: 120,
    before: "12345.67",
    after: "11234.56",
  },
  all: { invoices: 812, before: "50000.00", after: "45000.00" },
  missing_rates: [],
};
const HELD: System = { ...SYSTEM, invoices: 1000 };
const ROUTE = "POST /systems/one/rates/preview";

it(
  "says what the rates would change, of which invoices, before they are saved",
  async () => {
    const { calls, saved } = edit(HELD, { [ROUTE]: () => json(PREVIEW) });
    expect(screen.queryByText(/→/)).toBeNull();
    enter("Exchange rate", "0.91");
    expect(await screen.findByText("Net revenue of 2026, before and after saving")).toBeTruthy();
    const shown = document.querySelector("[aria-live=polite][aria-atomic]")?.textContent;
    expect(shown).toContain("€12,345.67 → €11,234.56 (-9.0%)120 paid invoices at another rate");
    expect(shown).toContain("€50,000.00 → €45,000.00 (-10.0%)812 paid invoices at another rate");
    expect(calls.map(({ body }) => body)).toEqual([{ exchange_rate: "0.91", rates: [] }]);
    expect(saved).toEqual([]);
    enter("Exchange rate", "1");
    expect(screen.queryByText(/→/)).toBeNull();
  },
  SLOW_MS,
);

it(
  "asks about the last of what is typed, and takes no answer for another's",
  async () => {
    const held: ((answer: Response) => void)[] = [];
    const wait = () => new Promise<Response>((resolve) => held.push(resolve));
    const { calls } = edit(HELD, { [ROUTE]: wait });
    for (const typed of ["0", "0.", "0.9"]) {
      enter("Exchange rate", typed);
    }
    await waitFor(() => expect(calls).toHaveLength(1));
    enter("Exchange rate", "0.95");
    await waitFor(() => expect(calls).toHaveLength(2));
    const all = { ...PREVIEW.all, after: "47500.00" };
    held[1]?.(json({ ...PREVIEW, all }));
    held[0]?.(json(PREVIEW));
    expect(await screen.findByText("€47,500.00")).toBeTruthy();
    expect(screen.queryByText("€45,000.00")).toBeNull();
    expect(calls.map(({ body }) => body)).toMatchObject([
      { exchange_rate: "0.9" },
      { exchange_rate: "0.95" },
    ]);
  },
  SLOW_MS,
);

it(
  "names the rates that would be missing with what is entered",
  async () => {
    const left = { ...MISSING_RATE, currency: "GBP" };
    edit(
      { ...LACKING, invoices: 9 },
      { [ROUTE]: () => json({ ...PREVIEW, missing_rates: [left] }) },
    );
    enter("Exchange rate", "0.91");
    expect(await screen.findByText(/^No rate for GBP/)).toBeTruthy();
    expect(screen.queryByText(LACKS)).toBeNull();
  },
  SLOW_MS,
);

it(
  "is quiet about rates that are half entered, or that the service refuses",
  async () => {
    const field = { name: "rates", problem: "There are two rates from the same day" };
    const refused = problem(422, { title: "Invalid", fields: [field] });
    const { calls } = edit(HELD, { [ROUTE]: () => refused.clone() });
    press("Add rate");
    expect(screen.getByText(/^What these rates change shows here/)).toBeTruthy();
    enter("Currency of rate 1", "usd");
    enter("First day of rate 1", "2026-0");
    enter("Value of rate 1", "0,92");
    expect(screen.getByText(/^What these rates change shows here/)).toBeTruthy();
    expect(calls).toEqual([]);
    enter("First day of rate 1", "2026-01-31");
    const said = "No preview of these rates. There are two rates from the same day.";
    expect(await screen.findByText(said)).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(calls.map(({ body }) => body)).toMatchObject([
      { rates: [{ currency: "USD", from: "2026-01-31", rate: "0.92" }] },
    ]);
  },
  SLOW_MS,
);

it(
  "says that there is nothing to preview, or nothing changes",
  async () => {
    const { calls } = edit(SYSTEM);
    enter("Exchange rate", "0.91");
    expect(screen.getByText("Nothing to preview yet: no invoices are copied.")).toBeTruthy();
    cleanup();
    const all = { invoices: 0, before: "1.00", after: "1.00" };
    edit(HELD, { [ROUTE]: () => json({ ...PREVIEW, all }) });
    enter("Exchange rate", "1.0");
    expect(await screen.findByText("These rates change no figure.")).toBeTruthy();
    expect(calls).toEqual([]);
  },
  SLOW_MS,
);
