import { render, screen } from "@testing-library/react";
import { Suspense } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, it, vi } from "vitest";
import { Failed } from "./failed";
import { lazyPage } from "./lazy-page";

it("says that a new version was deployed where a page's code is gone", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const Gone = lazyPage<object>(() => Promise.reject(new TypeError("Unable to preload CSS")));
  const router = createMemoryRouter([
    {
      element: (
        <Suspense>
          <Gone />
        </Suspense>
      ),
      errorElement: <Failed />,
      path: "/",
    },
  ]);
  render(<RouterProvider router={router} />);
  expect(await screen.findByText("A new version was deployed")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Reload" })).toBeTruthy();
});
