import { expect, it } from "vitest";
import { SYSTEM } from "../../testing";
import { warningsOf } from "./columns";
import { nextSync } from "./next-sync";
import { matches } from "./use-found";

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

it("says when the next automatic sync is, or that it is due", () => {
  const now = new Date("2026-03-28T12:00:00Z");
  const next = (next_sync_at: string | null) => nextSync({ ...SYSTEM, next_sync_at }, now);
  const zone = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" })
    .format(now)
    .split(", ")[1];
  expect(next("2026-03-29T04:00:00.000Z")).toMatch(new RegExp(`^Next Mar \\d+, 2026, .*${zone}$`));
  expect(next("2026-03-28T12:00:00.000Z")).toBe("Due within 15 minutes");
  expect(next(null)).toBe("");
  const due = { ...SYSTEM, next_sync_at: "2026-03-28T12:00:00.000Z", running_sync_id: "s" };
  expect(nextSync(due, now)).toBe("Due after the sync that runs");
});

it("finds a system by a part of its name, description or address", () => {
  const system = { ...SYSTEM, name: "Hosting Österreich", description: "Bought in 2024" };
  for (const text of ["", " öster", "2024", "BILLING.example"]) {
    expect(matches(system, text)).toBe(true);
  }
  expect(matches(system, "domains")).toBe(false);
});
