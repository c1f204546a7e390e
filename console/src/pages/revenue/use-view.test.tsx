import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
import { expect, it } from "vitest";
import { ConfigProvider } from "../../config";
import { CONFIG } from "../../testing";
import { useView } from "./use-view";

it("keeps a choice that was made just before another one", async () => {
  window.history.replaceState(null, "", "/reports/revenue?year=2025");
  let children: ReactNode = null;
  const router = createBrowserRouter([{ path: "*", Component: () => children }]);
  const { result } = renderHook(useView, {
    wrapper: (props) => {
      children = props.children;
      return (
        <ConfigProvider value={CONFIG}>
          <RouterProvider router={router} />
        </ConfigProvider>
      );
    },
  });
  const [, change] = result.current;
  await act(async () => change({ measure: "gross" }));
  await act(async () => change({ split: "total" }));
  expect(window.location.search).toBe("?year=2025&measure=gross&split=total");
  expect(result.current[0]).toMatchObject({ year: 2025, measure: "gross", split: "total" });
});
