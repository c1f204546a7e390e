import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Invoice } from "../../api-types";
import { invoiceColumns } from "./invoice-columns";

const INVOICE: Invoice = {
  id: 4,
  number: "2026-0004",
  date: null,
  due_date: null,
  paid_date: null,
  status: "Refunded",
  currency: "EUR",
  net: "100.00",
  tax: "19.00",
  gross: "119.00",
  credit: "0.00",
  total: "119.00",
  refunded_date: "2026-02-03",
  unreadable: null,
};

const cells = (invoice: Invoice) =>
  invoiceColumns.map(({ cell }) => render(<div>{cell(invoice)}</div>).container.textContent);

it("shows the day of a refund with the status", () => {
  expect(cells(INVOICE)).toEqual(
    expect.arrayContaining(["Refunded2026-02-03", "€100.00", "€119.00", "€0.00"]),
  );
});

it("shows the fields that make no sense, and no amounts beside them", () => {
  const shown = cells({ ...INVOICE, refunded_date: null, unreadable: "subtotal, date" }).join();
  expect(shown).toContain("Unreadable: subtotal, date");
  expect(shown).not.toContain("€");
});
