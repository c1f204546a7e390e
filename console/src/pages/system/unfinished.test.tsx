import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Sync, System } from "../../api-types";
import { SYNC, SYSTEM } from "../../testing";
import { canContinue, Unfinished } from "./unfinished";

const FAILED: Sync = { ...SYNC, state: "failed" };
const of = ({ id, mode, state }: Sync, part: Partial<System> = {}): System => ({
  ...SYSTEM,
  last_sync: { id, mode, state, started_at: SYNC.started_at, ended_at: SYNC.updated_at },
  ...part,
});

describe("a full sync can be continued", () => {
  it.each([
    ["that failed", FAILED],
    ["that was cancelled", { ...SYNC, state: "cancelled" as const }],
    ["that went on itself and read nothing", { ...FAILED, invoices_seen: 0, resumed_from: "one" }],
  ])("%s", (_, sync) => expect(canContinue(sync, of(sync))).toBe(true));

  const changed = { code: "SourceChanged", title: "", detail: "", advice: "" };
  it.each([
    ["while it runs", SYNC],
    ["that succeeded", { ...SYNC, state: "succeeded" as const }],
    ["that had read nothing", { ...FAILED, invoices_seen: 0 }],
    ["whose address was changed", { ...FAILED, error: changed }],
    ["that is none", { ...FAILED, mode: "incremental" as const }],
  ])("but not one %s", (_, sync) => expect(canContinue(sync, of(sync))).toBe(false));

  it("but only the latest, and not of a system that goes", () => {
    expect(canContinue(FAILED, of({ ...FAILED, id: "later" }))).toBe(false);
    expect(canContinue(FAILED, of(FAILED, { deleting: true }))).toBe(false);
  });
});

it("offers to read the rest beside reading everything", () => {
  const onStart = vi.fn();
  render(<Unfinished sync={FAILED} disabled={false} onStart={onStart} />);
  expect(screen.getByText(/250 of 1,000 invoices/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  fireEvent.click(screen.getByRole("button", { name: "Start anew" }));
  expect(onStart.mock.calls).toEqual([[{ mode: "full", continue: true }], [{ mode: "full" }]]);
});
