import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { SYSTEM } from "../../testing";
import { Amount } from "./columns";
import { BriefCompleteness, Completeness } from "./completeness";

const NEW = { ...SYSTEM, complete: false, verified_since: null };

it.each([
  [SYSTEM, "No figure older than Jan 1, 2026", "CompleteNo figure older than Jan 1, 2026"],
  [NEW, "Incomplete", "IncompleteNo sync has succeeded at this address yet"],
])("says how complete and how old figures are, briefly in a list", (system, brief, whole) => {
  const shown = render(<BriefCompleteness system={system} />);
  expect(shown.container.textContent).toContain(brief);
  expect(render(<Completeness system={system} />).container.textContent).toContain(whole);
});

it.each([
  [SYSTEM, "€1.00"],
  [{ ...NEW, invoices: 7 }, "€1.00incomplete"],
  [NEW, "–incomplete"],
])(
  "says beside an amount whether all of it is in, and names no 0 that is not known",
  (system, text) => {
    const shown = render(<Amount system={system} amount="1.00" />);
    expect(shown.container.textContent).toBe(text);
  },
);
