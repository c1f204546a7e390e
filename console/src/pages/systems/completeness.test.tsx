import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { SYSTEM } from "../../testing";
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
