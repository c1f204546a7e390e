import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Invoice } from "../../api-types";
import { INVOICE } from "../../testing";
import { invoiceColumns } from "./invoice-columns";

const REFUNDED: Invoice = { ...INVOICE, status: "Refunded", refunded_date: "2026-02-03" };

const cells = (invoice: Invoice) =>
  invoiceColumns.map(({ cell }) => render(<div>{cell(invoice)}</div>).container.textContent);

it("shows the day of a refund with the status", () => {
  expect(cells(REFUNDED)).toEqual(
    expect.arrayContaining(["Refunded2026-02-03", "€100.00", "€119.00", "€0.00"]),
  );
});

it("shows the fields that make no sense, and no amounts beside them", () => {
  const shown = cells({ ...REFUNDED, refunded_date: null, unreadable: "subtotal, date" }).join();
  expect(shown).toContain("Unreadable: subtotal, date");
  expect(shown).not.toContain("€");
});
