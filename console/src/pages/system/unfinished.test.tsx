import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Sync } from "../../api-types";
import { SYNC } from "../../testing";
import { Unfinished } from "./unfinished";

const FAILED: Sync = { ...SYNC, state: "failed" };

it("offers to read the rest beside reading everything", () => {
  const onStart = vi.fn();
  render(<Unfinished sync={FAILED} disabled={false} onStart={onStart} />);
  expect(screen.getByText(/250 of 1,000 invoices/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  fireEvent.click(screen.getByRole("button", { name: "Start anew" }));
  expect(onStart.mock.calls).toEqual([[{ mode: "full", continue: true }], [{ mode: "full" }]]);
});
