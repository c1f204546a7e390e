import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Sync } from "../../api-types";
import { SYNC } from "../../testing";
import { Unfinished } from "./unfinished";

const FAILED: Sync = { ...SYNC, state: "failed" };

it("says how far it came, and what there is to choose", () => {
  render(<Unfinished sync={FAILED} />);
  expect(screen.getByText(/250 of 1,000 invoices/)).toBeTruthy();
  expect(screen.getByText("Continue")).toBeTruthy();
  expect(screen.getByText("Full sync")).toBeTruthy();
});
