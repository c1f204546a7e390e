import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useFlashes } from "./use-flashes";

it("shows a message on the page it leads to, and no longer", () => {
  const { result, rerender } = renderHook(useFlashes, { initialProps: "/create" });
  act(() => result.current.flash({ type: "success", content: "Connected." }));
  rerender("/systems/one");
  expect(result.current.items.map((item) => item.content)).toEqual(["Connected."]);
  rerender("/systems");
  expect(result.current.items).toEqual([]);
});

it("takes away what is dismissed", () => {
  const { result } = renderHook(useFlashes, { initialProps: "/" });
  act(() => result.current.flash({ type: "info", content: "First" }));
  act(() => result.current.flash({ type: "info", content: "Second" }));
  act(() => result.current.items[1]?.onDismiss?.({} as never));
  expect(result.current.items.map((item) => item.content)).toEqual(["Second"]);
});
