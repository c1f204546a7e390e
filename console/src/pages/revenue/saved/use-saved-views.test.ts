import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { type SavedView, saved } from "./list";
import { type SavedViews, useSavedViews } from "./use-saved-views";

afterEach(() => localStorage.clear());

/** Whether it was kept. */
function save({ current }: { current: SavedViews }, view: SavedView): boolean {
  let kept = false;
  act(() => {
    kept = current.change((views) => saved(views, view));
  });
  return kept;
}

const VIEW = { name: "Abroad", search: "currency=USD" };

it("are there after the page was left, and in another tab", () => {
  const { result, unmount } = renderHook(useSavedViews);
  expect(save(result, VIEW)).toBe(true);
  expect(result.current.views).toEqual([VIEW]);
  unmount();
  const other = renderHook(useSavedViews);
  expect(other.result.current.views).toEqual([VIEW]);
  localStorage.setItem("revenue-views", "[]");
  act(() => void window.dispatchEvent(new StorageEvent("storage", { key: "revenue-views" })));
  expect(other.result.current.views).toEqual([]);
});

it("keep what another tab has saved meanwhile", () => {
  const { result } = renderHook(useSavedViews);
  localStorage.setItem("revenue-views", JSON.stringify([{ name: "Brand", search: "" }]));
  save(result, VIEW);
  expect(result.current.views.map(({ name }) => name)).toEqual(["Abroad", "Brand"]);
});

it("say when the browser does not keep them", () => {
  const { result } = renderHook(useSavedViews);
  const large = { name: "Large", search: "x".repeat(20_000_000) };
  expect(save(result, large)).toBe(false);
  expect(result.current.error?.message).toMatch(/no room/);
  expect(result.current.views).toEqual([]);
});
