import { expect, it } from "vitest";
import { grounds, verdict } from "./proof";

const PROOF = {
  remote_total: 1234,
  stored_total: 1234,
  last_id: 1301,
  statuses: { Cancelled: 40, Paid: 1180, Refunded: 0 },
  verified_since: "2026-01-02T08:00:00Z",
};

it("says what was counted, the most first, and how old the oldest figure is", () => {
  expect(verdict(PROOF)).toBe("Complete: WHMCS holds 1,234 invoices, and so do we.");
  expect(grounds(PROOF)).toEqual([
    "Both were counted at the end of the list, whose last invoice has id 1301.",
    "Of each closed status there are as many in WHMCS as here: 1,180 Paid, 40 Cancelled.",
    "No figure older than Jan 2, 2026, 8:00 AM.",
  ]);
});

it("does without counts by status, and says when the totals differ", () => {
  const differing = { ...PROOF, stored_total: 1233, statuses: null, verified_since: null };
  expect(verdict(differing)).toBe("Not equal: WHMCS holds 1,234 invoices, we hold 1,233.");
  expect(grounds(differing).slice(1)).toEqual(["Some figures were never verified."]);
});
