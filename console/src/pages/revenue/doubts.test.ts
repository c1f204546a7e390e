import { describe, expect, it } from "vitest";
import { caveat, doubts, namesOf, oldest, type Source } from "./doubts";

const SOUND: Source = {
  id: "one",
  name: "Hosting",
  complete: true,
  as_of: "2026-01-31T08:00:00Z",
  verified_since: "2026-01-02T08:00:00Z",
  last_sync_state: "succeeded",
  unreadable: [],
  missing_rates: [],
};
const FAILED: Source = { ...SOUND, id: "two", name: "Domains", last_sync_state: "failed" };
const NEW: Source = {
  ...SOUND,
  id: "three",
  name: "Mail",
  complete: false,
  as_of: null,
  verified_since: null,
  last_sync_state: null,
};

describe("a system of a report", () => {
  it("is not doubted when its last sync succeeded", () => {
    expect(doubts(SOUND)).toEqual([]);
    expect(caveat([SOUND])).toBe("");
    expect(namesOf([SOUND])("one")).toBe("Hosting");
  });

  it("is incomplete before a sync has succeeded, however the last one ended", () => {
    const incomplete = ["Incomplete: no sync has succeeded at its address yet."];
    expect(doubts(NEW)).toEqual(incomplete);
    expect(doubts({ ...NEW, last_sync_state: "failed" })).toEqual(incomplete);
  });

  it("says of when its figures are after a sync that failed or was cancelled", () => {
    expect(doubts(FAILED)[0]).toMatch(
      /^The last sync failed; complete as of Jan 31, 2026, 8:00\sAM\.$/,
    );
    const [sentence] = doubts({ ...FAILED, last_sync_state: "cancelled" });
    expect(sentence).toMatch(/^The last sync was cancelled; /);
  });

  it("says how many invoices are left out", () => {
    const source = { ...SOUND, unreadable: [4, 7].map((id) => ({ id, fields: ["total"] })) };
    expect(doubts(source)).toEqual(["2 unreadable invoices left out."]);
    expect(caveat([source])).toBe("Unreadable invoices: Hosting.");
  });

  it("bears it in its name, in chart and table", () => {
    const nameOf = namesOf([SOUND, FAILED, NEW]);
    expect(["two", "three", "gone"].map(nameOf)).toEqual([
      "Domains (last sync failed)",
      "Mail (incomplete)",
      "gone",
    ]);
  });
});

describe("a heading", () => {
  it("names the systems by what is wrong", () => {
    expect(caveat([FAILED, SOUND, NEW])).toBe("Incomplete: Mail. Last sync failed: Domains.");
  });

  it("stays short", () => {
    const many = ["A", "B", "C", "D", "E"].map((name) => ({ ...NEW, name }));
    expect(caveat(many)).toBe("Incomplete: A, B, C and 2 more.");
  });
});

describe("the oldest figure", () => {
  it("is that of the system verified longest ago", () => {
    const older = { ...SOUND, verified_since: "2025-12-24T08:00:00Z" };
    expect(oldest([SOUND, older, NEW])).toMatch(/older than Dec 24, 2025/);
  });

  it("is of no known age where some were never compared", () => {
    expect(oldest([SOUND, { ...SOUND, verified_since: null }])).toMatch(/never verified/);
    expect(oldest([])).toMatch(/never verified/);
  });
});
