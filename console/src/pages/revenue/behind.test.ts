import { expect, it } from "vitest";
import { behind, behindPeriod } from "./behind";
import { yearDays } from "./days";
import { DEFAULT, type View } from "./view";

const ALL_OF_2025 = yearDays(2025, 1);
const at = (view: Partial<View>, period: string) =>
  behindPeriod({ ...DEFAULT, ...view }, ALL_OF_2025, period).counted;

it.each<[Partial<View>, string, string, string]>([
  [{ by: "month" }, "2025-02", "2025-02-01", "2025-02-28"],
  [{ by: "quarter" }, "2025-Q4", "2025-10-01", "2025-12-31"],
  [{ by: "year" }, "2025", "2025-01-01", "2025-12-31"],
  [{ by: "day" }, "2025-03-31", "2025-03-31", "2025-03-31"],
  [{ by: "week" }, "2025-W02", "2025-01-06", "2025-01-12"],
  // Of the first and the last week the report has only what is of its year.
  [{ by: "week" }, "2025-W01", "2025-01-01", "2025-01-05"],
  [{ by: "week" }, "2026-W01", "2025-12-29", "2025-12-31"],
])("with %j, %s leads to the invoices from %s to %s", (view, period, from, to) => {
  expect(at(view, period)).toBe(
    `/reports/invoices?status=Paid&issued_from=${from}&issued_to=${to}`,
  );
});

it("leads to the invoices of a fiscal quarter", () => {
  const view: View = { ...DEFAULT, yearStart: 7, by: "quarter" };
  expect(behindPeriod(view, yearDays(2026, 7), "FY2026-Q2").counted).toBe(
    "/reports/invoices?status=Paid&issued_from=2025-10-01&issued_to=2025-12-31",
  );
});

it("asks for what the report counts", () => {
  const asked: Partial<View> = {
    basis: "paid",
    systems: ["one", "two"],
    currencies: ["USD"],
    status: ["Paid", "Unpaid"],
  };
  expect(at(asked, "2025-02")).toBe(
    "/reports/invoices?status=Paid&status=Unpaid&system_id=one&system_id=two&currency=USD" +
      "&paid_from=2025-02-01&paid_to=2025-02-28",
  );
  expect(behindPeriod(DEFAULT, null, "2025-02").subtracted).toBeNull();
});

it("leads to both kinds where refunds are booked", () => {
  const { counted, subtracted } = behind({ ...DEFAULT, refunds: "booked" }, ALL_OF_2025);
  expect(counted).toBe(
    "/reports/invoices?status=Paid&status=Refunded&issued_from=2025-01-01&issued_to=2025-12-31",
  );
  expect(subtracted).toBe(
    "/reports/invoices?status=Refunded&refunded_from=2025-01-01&refunded_to=2025-12-31",
  );
});
