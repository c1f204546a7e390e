import { expect, it } from "vitest";
import type { System } from "../../api-types";
import { SYSTEM } from "../../testing";
import { plans } from "./plans";

const NOW = new Date("2026-01-31T08:00:00Z");
const PLANNED: System = {
  ...SYSTEM,
  auto_sync: true,
  every: 1440,
  sync_at: "06:00",
  time_zone: "Europe/Berlin",
  next_sync_at: "2026-02-01T05:00:00Z",
  complete: true,
  full_sync_days: 30,
  invoices: 20_009,
  hook: null,
};
const planned = (change: Partial<System>) => plans({ ...PLANNED, ...change }, NOW).join(" ");

it("says when the next sync starts, what it reads and what it compares", () => {
  const text = planned({});
  expect(text).toMatch(/^Next Feb 1, 2026, 5:00 AM UTC\. Once a day, at 06:00 Europe\/Berlin\./);
  expect(text).toContain("the open ones, and those that were paid or refunded within 60 days");
  expect(text).toContain("about 667, so that no figure gets older than 30 days");
  expect(text).toContain("WHMCS itself starts nothing");
});

it.each([
  [{ auto_sync: false, next_sync_at: null }, "Nothing happens by itself: automatic sync is off."],
  [{ auto_sync: false }, "5:00 AM UTC. Automatic sync is off."],
  [{ every: 240 }, "Every 4 hours, counted from 06:00"],
  [{ full_sync_days: 0 }, "compared only by a Full sync, which you start"],
  [{ complete: false }, "It reads every invoice that is not stored yet"],
  [{ hook: { created_at: "2026-01-01T00:00:00Z" } }, "WHMCS asks for a Sync as well"],
  [{ deleting: true }, "are being removed"],
])("of %j says so", (change, text) => {
  expect(planned(change as Partial<System>)).toContain(text);
});

it.each([
  ["2026-01-31T07:00:00Z", true],
  ["2026-01-31T04:00:00Z", false],
])("a Full sync that failed at %s is gone on with: %s", (ended_at, goesOn) => {
  const last_sync = { id: "s", mode: "full", state: "failed", started_at: ended_at, ended_at };
  expect(planned({ last_sync } as Partial<System>).includes("where that stopped")).toBe(goesOn);
});
