import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { afterEach, expect, it } from "vitest";
import { forgetDrafts } from "../../layout/drafts";
import { useDraft } from "./use-draft";
import { DEFAULTS } from "./values";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

const ENTERED = { ...DEFAULTS, name: "Hosting", password: "secret", access_key: "key" };

function Form({ version = 1 }) {
  const draft = useDraft(DEFAULTS, version);
  return (
    <>
      <p>{draft.initial.name || "empty"}</p>
      {draft.notice}
      {draft.question}
      <button type="button" onClick={() => draft.edited(ENTERED)}>
        edit
      </button>
      <button type="button" onClick={() => draft.edited(DEFAULTS)}>
        undo
      </button>
      <button type="button" onClick={draft.done}>
        save
      </button>
    </>
  );
}

function open(version = 1) {
  const router = createMemoryRouter([
    { path: "/", element: <Form version={version} /> },
    { path: "/other", element: <p>other page</p> },
  ]);
  render(<RouterProvider router={router} />);
  return () => act(() => router.navigate("/other"));
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

const closesUnasked = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

it("asks before a page with changes is left, and forgets them then", async () => {
  const leave = open();
  press("edit");
  await leave();
  expect(screen.getByText(/Your changes are not saved/)).toBeTruthy();
  await act(async () => press("Leave"));
  expect(screen.getByText("other page")).toBeTruthy();
  expect(sessionStorage).toHaveLength(0);
});

it("lets a person stay", async () => {
  const leave = open();
  press("edit");
  await leave();
  await act(async () => press("Stay"));
  expect(screen.queryByText("other page")).toBeNull();
});

it("asks before the tab is closed, as long as there is something to lose", () => {
  open();
  expect(closesUnasked()).toBe(true);
  press("edit");
  expect(closesUnasked()).toBe(false);
  press("undo");
  expect(closesUnasked()).toBe(true);
});

it("asks nothing where it is saved", async () => {
  const leave = open();
  press("edit");
  press("save");
  await leave();
  expect(screen.getByText("other page")).toBeTruthy();
});

it("brings back what was entered, without secrets, and not to another version", () => {
  open();
  press("edit");
  expect(JSON.stringify({ ...sessionStorage })).not.toMatch(/secret|"key"/);
  cleanup();
  open();
  expect(screen.getByText("Hosting")).toBeTruthy();
  expect(screen.getByText("What you entered is back")).toBeTruthy();
  cleanup();
  open(2);
  expect(screen.getByText("empty")).toBeTruthy();
});

it("leaves nothing to the next person", () => {
  open();
  press("edit");
  sessionStorage.setItem("theirs", "1");
  forgetDrafts();
  expect(Object.keys(sessionStorage)).toEqual(["theirs"]);
});
