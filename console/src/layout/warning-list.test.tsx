import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { WarningList } from "./warning-list";

afterEach(cleanup);

it("shows a single warning and folds up several", () => {
  const { rerender, container } = render(<WarningList texts={[]} />);
  expect(container.textContent).toBe("");
  rerender(<WarningList texts={["USD has no rate."]} />);
  expect(screen.getByText("USD has no rate.")).toBeTruthy();
  rerender(<WarningList texts={["USD has no rate.", "GBP has no rate."]} />);
  const fold = screen.getByRole("button", { name: "2 warnings" });
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  expect(screen.getAllByText(/has no rate/)).toHaveLength(2);
});

it("is text and no box below figures", () => {
  const { rerender, container } = render(<WarningList texts={["USD has no rate."]} inline />);
  expect(screen.getByRole("button", { name: "1 warning" })).toBeTruthy();
  rerender(<WarningList texts={["USD has no rate.", "GBP has no rate."]} inline />);
  expect(screen.getByRole("button", { name: "2 warnings" })).toBeTruthy();
  expect(container.querySelector("[class*=awsui_alert]")).toBeNull();
});
