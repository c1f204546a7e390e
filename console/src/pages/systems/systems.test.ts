import { expect, it } from "vitest";
import { SYSTEM } from "../../testing";
import { warningsOf } from "./columns";

it("warns of unreadable invoices before all else", () => {
  expect(
    warningsOf({
      ...SYSTEM,
      warnings: ["USD has no rate."],
      unreadable: [4, 7].map((id) => ({ id, fields: ["total"] })),
    }),
  ).toEqual(["2 unreadable invoices left out of the revenue.", "USD has no rate."]);
  expect(warningsOf(SYSTEM)).toEqual([]);
});
