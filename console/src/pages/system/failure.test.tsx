import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import type { Sync } from "../../api-types";
import { SYNC } from "../../testing";
import { Failure } from "./failure";

afterEach(cleanup);

function show(code: string, change: Partial<Sync> = {}, mayStart = true) {
  const error = { code, title: "It failed", detail: "Why.", advice: "What to do." };
  const sync: Sync = { ...SYNC, system_id: "one", state: "failed", error, ...change };
  const onStart = vi.fn();
  const element = <Failure sync={sync} error={error} onStart={mayStart ? onStart : undefined} />;
  const router = createMemoryRouter([{ path: "*", element }]);
  render(<RouterProvider router={router} />);
  return { onStart, router };
}

it.each(["SourceRejected", "SourceMalformed", "SecretMissing"])(
  "leads to the settings after %s",
  async (code) => {
    const { router } = show(code);
    fireEvent.click(screen.getByRole("button", { name: "Edit settings" }));
    await vi.waitFor(() =>
      expect(router.state.location.pathname).toBe("/accounting-systems/one/edit"),
    );
  },
);

it.each([
  ["SourceUnavailable", "incremental"],
  ["SourceChanged", "full"],
])("after %s tries again with a sync that is %s", (code, mode) => {
  const { onStart } = show(code, { mode: "incremental" });
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onStart).toHaveBeenCalledWith({ mode });
});

it("accepts a smaller number only when told to", () => {
  const { onStart } = show("SourceShrank", { mode: "full" });
  fireEvent.click(screen.getByRole("button", { name: "Accept the smaller number" }));
  expect(onStart).toHaveBeenCalledWith({ mode: "full", allow_shrink: true });
});

it.each([
  [{ continuable: true }, true],
  [{}, false],
])("offers nothing of its own with %j, mayStart %s", (change, mayStart) => {
  show("SourceUnavailable", change, mayStart);
  expect(screen.getByText("What to do.")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});
