import type { PropertyFilterProps } from "@cloudscape-design/components/property-filter";
import { describe, expect, it } from "vitest";
import { INVOICE } from "../../testing";
import { dayOf } from "./fields";
import { reportOf } from "./report";
import { tokensOf, wantedOf } from "./tokens";
import {
  ANY,
  EVERYTHING,
  fileName,
  invoicesAt,
  parametersOf,
  type Wanted,
  wantedIn,
} from "./wanted";

const WANTED: Wanted = {
  status: ["Paid", "Payment Pending"],
  system: ["one", "two"],
  currency: ["EUR"],
  number: "2026-",
  issued: { from: "2026-01-01", to: "2026-01-31" },
  paid: { from: "2026-02-01", to: "" },
  refunded: { from: "", to: "2026-03-31" },
};

describe("what is looked for", () => {
  it("stands in the address, and only what is asked", () => {
    expect(wantedIn(parametersOf(WANTED))).toEqual(WANTED);
    expect(parametersOf(EVERYTHING).toString()).toBe("");
    expect(wantedIn(new URLSearchParams())).toEqual(EVERYTHING);
    expect(invoicesAt({ status: ["Paid"] })).toBe("/reports/invoices?status=Paid");
  });

  it("may be mistyped there", () => {
    const address = "status=&currency=usd&issued_from=2026-13-01&paid_to=yesterday&status=Paid";
    expect(wantedIn(new URLSearchParams(`${address}&status=Paid`))).toEqual({
      ...EVERYTHING,
      currency: ["USD"],
      status: ["Paid"],
    });
  });

  it("is the same as tokens", () => {
    expect(wantedOf(tokensOf(WANTED))).toEqual(WANTED);
    expect(tokensOf(EVERYTHING)).toEqual([]);
  });

  it("gives the file its name", () => {
    expect(fileName(EVERYTHING)).toBe("invoices.csv");
    expect(fileName(WANTED)).toBe(
      "invoices-paid-payment-pending-issued-2026-01-01-2026-01-31-paid-2026-02-01-refunded-2026-03-31.csv",
    );
  });
});

describe("tokens", () => {
  const token = (propertyKey: string | undefined, operator: string, value: unknown) =>
    ({ ...(propertyKey ? { propertyKey } : {}), operator, value }) as PropertyFilterProps.Token;

  it("of one list are put together, and the last number and day count", () => {
    const tokens = [
      token("status", "=", ["Paid"]),
      token("status", "=", ["Unpaid", "Paid"]),
      token("currency", "=", "usd"),
      token("issued", ">=", "2026-01-01"),
      token("issued", ">=", "2026-02-01"),
      token(undefined, ":", "2025-"),
      token(undefined, ":", " 2026- "),
    ];
    expect(wantedOf(tokens)).toEqual({
      ...EVERYTHING,
      status: ["Paid", "Unpaid"],
      currency: ["USD"],
      number: "2026-",
      issued: { from: "2026-02-01", to: "" },
    });
  });

  it("without a value ask nothing", () => {
    const tokens = [
      token("status", "=", []),
      token("issued", "<=", null),
      token("paid", "<=", "2026-02-"),
    ];
    expect(wantedOf(tokens)).toEqual(EVERYTHING);
  });
});

describe("the day of an invoice", () => {
  const undated = { ...INVOICE, date: null };

  it.each([
    ["issued", INVOICE, "2026-01-31"],
    ["issued", undated, "2026-02-14"],
    ["issued", { ...undated, due_date: null }, "2026-02-03"],
    ["paid", INVOICE, "2026-02-03"],
    ["paid", { ...INVOICE, paid_date: null }, null],
    ["paid", { ...INVOICE, paid_date: null, status: "Refunded" }, "2026-01-31"],
    ["refunded", INVOICE, null],
    ["refunded", { ...INVOICE, refunded_date: "2026-03-01" }, null],
    ["refunded", { ...INVOICE, status: "Refunded", refunded_date: "2026-03-01" }, "2026-03-01"],
    ["refunded", { ...INVOICE, status: "Refunded" }, "2026-02-03"],
    ["refunded", { ...undated, due_date: null, paid_date: null, status: "Refunded" }, null],
  ] as const)("%s is the one that reports count it on", (day, invoice, its) => {
    expect(dayOf(invoice, day)).toBe(its);
  });
});

describe("the report of the same invoices", () => {
  const month: Wanted = { ...EVERYTHING, status: ["Paid"], paid: WANTED.issued };

  it("has the same choices", () => {
    expect(reportOf({ ...month, system: ["one", "two"], currency: ["EUR"] })).toEqual({
      by: "year",
      basis: "paid",
      status: ["Paid"],
      from: "2026-01-01",
      to: "2026-01-31",
      system_id: ["one", "two"],
      currency: ["EUR"],
    });
    expect(reportOf({ ...month, paid: ANY })).toEqual({
      by: "year",
      basis: "issued",
      status: ["Paid"],
    });
  });

  it.each<Partial<Wanted>>([
    { status: [] },
    { number: "1" },
    { issued: WANTED.issued },
    { refunded: WANTED.refunded },
  ])("is none where it cannot ask for %j", (part) => {
    expect(reportOf({ ...month, ...part })).toBeNull();
  });
});
