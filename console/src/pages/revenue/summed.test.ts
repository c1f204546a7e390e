import { expect, it } from "vitest";
import { summed } from "./summed";
import { DEFAULT, type View } from "./view";

it.each<[Partial<View>, string]>([
  [{}, "Paid invoices of all systems."],
  [{ systems: ["a"] }, "Paid invoices of A."],
  [{ refunds: "booked" }, "Paid invoices of all systems, less refunds."],
  [
    { systems: ["a", "b"], currencies: ["EUR", "USD"], status: ["Paid", "Unpaid"] },
    "Paid and Unpaid invoices in EUR and USD of A and B.",
  ],
  [{ systems: ["a", "b", "c"] }, "Paid invoices of A, B and C."],
  [{ systems: ["a", "b", "c", "d"] }, "Paid invoices of A, B, C and 1 more system."],
])("says what is summed with %j: %s", (part, sentence) => {
  expect(summed({ ...DEFAULT, ...part }, (id) => id.toUpperCase())).toBe(sentence);
});
