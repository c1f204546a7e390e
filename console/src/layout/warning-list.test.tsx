import { cleanup, render, screen } from "@testing-library/react";
import type { ComponentProps, ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it } from "vitest";
import { SessionContext } from "../session/session";
import { MISSING_RATE, SYSTEM } from "../testing";
import { WarningList } from "./warning-list";

afterEach(cleanup);

const SESSION = { name: "Ada", email: "", canRead: true, expired: false };

function show(props: Partial<ComponentProps<typeof WarningList>>, canChange = true) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <MemoryRouter>
      <SessionContext value={{ ...SESSION, canChange }}>{children}</SessionContext>
    </MemoryRouter>
  );
  return render(<WarningList texts={[]} systems={[]} {...props} />, { wrapper });
}

it("shows a single warning and folds up several", () => {
  expect(show({}).container.textContent).toBe("");
  cleanup();
  show({ texts: ["USD has no rate."] });
  expect(screen.getByText("USD has no rate.")).toBeTruthy();
  cleanup();
  show({ texts: ["USD has no rate.", "GBP has no rate."] });
  const fold = screen.getByRole("button", { name: "2 warnings" });
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  expect(screen.getAllByText(/has no rate/)).toHaveLength(2);
});

it("is text and no box below figures", () => {
  const { container } = show({ texts: ["USD has no rate."], inline: true });
  expect(screen.getByRole("button", { name: "1 warning" })).toBeTruthy();
  expect(container.querySelector("[class*=awsui_alert]")).toBeNull();
});

const WARNED = { ...SYSTEM, missing_rates: [MISSING_RATE] };
const other = "Hosting: 3 invoices have no date and are not counted.";

it("leads from a missing rate, and from no other warning, to where it is entered", () => {
  const texts = [other, MISSING_RATE.warning];
  show({ texts, systems: [{ ...SYSTEM, id: "two" }, WARNED], inline: true });
  const [link, ...more] = screen.getAllByRole("link", { hidden: true });
  expect(link?.textContent).toBe("Add a rate for USD");
  expect(link?.getAttribute("href")).toBe("/accounting-systems/one/edit#rates");
  expect(link?.closest("li")?.textContent).toContain("812 invoices");
  expect(more).toEqual([]);
});

it("sends nobody to a page that is not theirs", () => {
  show({ texts: [MISSING_RATE.warning], systems: [WARNED] }, false);
  expect(screen.getByText(MISSING_RATE.warning)).toBeTruthy();
  expect(screen.queryByRole("link")).toBeNull();
});
