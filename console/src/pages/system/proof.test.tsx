import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { byCount, Proof } from "./proof";

afterEach(cleanup);

const PROOF = {
  remote_total: 1234,
  stored_total: 1234,
  last_id: 1301,
  statuses: { Cancelled: 40, Paid: 1180, Refunded: 0 },
  verified_since: "2026-01-02T08:00:00Z",
};

it("shows the counts of each status that has invoices, most first", () => {
  expect(byCount(PROOF.statuses)).toEqual([
    ["Paid", 1180],
    ["Cancelled", 40],
  ]);
  const { container } = render(<Proof proof={PROOF} />);
  expect(screen.getByText("Paid")).toBeTruthy();
  expect(container.textContent).toContain("Complete: WHMCS holds 1,234 invoices, we hold 1,234");
  expect(container.textContent).toContain("No figure older than Jan 2, 2026");
});

it("does without counts by status, and says when the totals differ", () => {
  expect(byCount(null)).toEqual([]);
  const { container } = render(
    <Proof proof={{ ...PROOF, stored_total: 1233, statuses: null, verified_since: null }} />,
  );
  expect(container.textContent).toContain("Not equal");
  expect(container.textContent).toContain("Some figures were never verified.");
  expect(screen.queryByText(/each closed status/)).toBeNull();
});
