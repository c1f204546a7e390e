import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { SystemEvent } from "../../api-types";
import { fakeService, json, problem } from "../../testing";
import { eventText, who } from "./event-text";
import { History } from "./history";

afterEach(cleanup);

const event = (type: SystemEvent["type"], detail: object, actor = "ada@example.com") =>
  ({
    id: type,
    type,
    at: "2026-01-31T08:00:00.000Z",
    actor,
    name: "Hosting",
    detail,
  }) as SystemEvent;

const COUNTERS = { seen: 1310, added: 12, updated: 3, deleted: 0, unchanged: 1295 };
const month = (name: string, before: string, after: string) => ({
  month: name,
  before: { net: before, gross: before },
  after: { net: after, gross: after },
});

const onOpen = vi.fn();

function show(answer: () => Response) {
  const { wrapper } = fakeService({ "GET /systems/one/events": answer });
  return render(<History systemId="one" onOpen={onOpen} />, { wrapper });
}

it("shows when what happened, and who did it", async () => {
  const page = { events: [event("SystemCreated", { url: "https://x/" })], next: null };
  show(() => json(page));
  expect(await screen.findByText("System connected")).toBeTruthy();
  expect(screen.getByText("ada@example.com")).toBeTruthy();
  expect(screen.getByText("https://x/")).toBeTruthy();
});

it("leads to the details of a sync", async () => {
  const detail = { sync_id: "s1", mode: "full", counters: COUNTERS };
  show(() => json({ events: [event("SyncSucceeded", detail)], next: null }));
  fireEvent.click(await screen.findByText("Full sync succeeded"));
  const name = "Full sync succeeded, Jan 31, 2026, 8:00 AM";
  expect(onOpen).toHaveBeenCalledWith({ id: "s1", name });
});

it("says that there is nothing, and why", async () => {
  show(() => json({ events: [], next: null }));
  expect(await screen.findByText(/^Nothing is recorded of this system/)).toBeTruthy();
});

it("says why there is nothing to show, and offers another try", async () => {
  show(() => problem(500, { title: "Internal Server Error", detail: "Not answered." }));
  expect(await screen.findByText("Not answered.")).toBeTruthy();
  expect(screen.getByText("Try again")).toBeTruthy();
});

it("names what did it where no person did", () => {
  expect(
    ["schedule", "hook", "execution", "eve"].map((actor) => who(event("SyncStarted", {}, actor))),
  ).toEqual(["Daily sync", "WHMCS", "By hand, in AWS", "eve"]);
});

it("shows changes with what was before, and of a credential only that it changed", () => {
  const changes = [
    { field: "exchange_rate", before: "1", after: "0.92" },
    { field: "description", before: "", after: "Old brand" },
    { field: "password", before: null, after: null },
  ];
  expect(eventText(event("SystemChanged", { changes })).more).toEqual([
    "exchange rate: 1 → 0.92",
    "description: nothing → Old brand",
    "password: entered anew",
  ]);
});

it("says how a sync went", () => {
  const started = event("SyncStarted", { mode: "full", resumed_from: "before" });
  expect(eventText(started)).toMatchObject({
    what: "Full sync started",
    more: ["Goes on from the one before"],
  });
  const succeeded = event("SyncSucceeded", { mode: "incremental", counters: COUNTERS });
  expect(eventText(succeeded)).toEqual({
    type: "success",
    what: "Sync succeeded",
    more: ["1,310 invoices compared: 12 added, 3 updated, 0 deleted"],
  });
  const failed = event("SyncFailed", {
    mode: "full",
    error: { title: "The accounting system refused us", detail: "No such secret." },
  });
  expect(eventText(failed)).toEqual({
    type: "error",
    what: "Full sync failed: The accounting system refused us",
    more: ["No such secret."],
  });
  const cancelled = event("SyncCancelled", { mode: "full", counters: COUNTERS });
  expect(eventText(cancelled)).toMatchObject({ type: "stopped", what: "Full sync cancelled" });
});

it("says how a test of the connection went, and with what", () => {
  const refused = event("ConnectionTested", {
    ok: false,
    code: "SourceRejected",
    entered: ["access_key", "url"],
  });
  expect(eventText(refused)).toEqual({
    type: "error",
    what: "Connection test failed: SourceRejected",
    more: ["With another access key, url"],
  });
  const fine = event("ConnectionTested", { ok: true, code: null, entered: [] });
  expect(eventText(fine)).toEqual({ type: "success", what: "Connection tested", more: [] });
});

it("shows the latest months whose revenue changed", () => {
  const months = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"].map((name) =>
    month(name, "0.00", "100.00"),
  );
  expect(eventText(event("RevenueChanged", { currency: "EUR", months }))).toEqual({
    type: "info",
    what: "Revenue of 5 months changed",
    more: [
      "Feb 2026: €0.00 → €100.00 net",
      "Jan 2026: €0.00 → €100.00 net",
      "Dec 2025: €0.00 → €100.00 net",
      "and 2 earlier months",
    ],
  });
});

it("has a word for each type", () => {
  expect(eventText(event("SystemDeleted", {})).what).toBe("System deleted");
  expect(eventText(event("SyncCancelRequested", { sync_id: "one" })).what).toBe("Cancel asked for");
});
