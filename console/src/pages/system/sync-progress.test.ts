import { expect, it } from "vitest";
import type { Sync } from "../../api-types";
import { progress } from "../../format";
import { SYNC } from "../../testing";
import { progressText } from "./sync-progress";

const RUNNING: Sync = {
  ...SYNC,
  state: "running",
  ended_at: null,
  started_at: "2026-01-31T08:00:00Z",
  updated_at: "2026-01-31T08:00:10Z",
  invoices_seen: 500,
  invoices_total: 2000,
  steps_done: 4,
  steps_total: 10,
};

it.each([
  [{}, 25, "500 of 2,000 invoices · step 4 · 50 a second · about 30 s left"],
  [{ mode: "incremental" }, 40, "4 of 10 steps · 500 invoices · 50 a second · about 15 s left"],
  [{ resumed_from: "one" }, 40, "4 of 10 steps · 500 invoices · 50 a second · about 15 s left"],
  [{ invoices_total: null }, null, "500 invoices · step 4 · 50 a second"],
])("of %j the text counts what the percentage does", (change, percent, text) => {
  const sync = { ...RUNNING, ...change } as Sync;
  expect(progress(sync).percent).toBe(percent);
  expect(progressText(sync)).toBe(text);
});
