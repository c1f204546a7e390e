import { act, cleanup, render, screen } from "@testing-library/react";
import { useEffect, useRef } from "react";
import { createBrowserRouter, RouterProvider } from "react-router";
import { afterEach, expect, it } from "vitest";
import { HEADING, useHeadingFocus } from "./heading-focus";
import { SkipLink } from "./skip-link";

afterEach(cleanup);

function Shown({ title, form = false }: { title: string; form?: boolean }) {
  const content = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    form && field.current?.focus();
  }, [form]);
  useHeadingFocus(content);
  return (
    <>
      <SkipLink />
      <div id={HEADING}>
        <h1>{title}</h1>
      </div>
      <div ref={content}>
        <input ref={field} />
      </div>
    </>
  );
}

function open() {
  window.history.replaceState(null, "", "/");
  const router = createBrowserRouter([
    { path: "/", element: <Shown key="one" title="One" /> },
    { path: "/two", element: <Shown key="two" title="Two" /> },
    { path: "/form", element: <Shown key="form" title="Form" form /> },
  ]);
  render(<RouterProvider router={router} />);
  return (address: string) => act(() => router.navigate(address));
}

const focused = () => document.activeElement?.textContent || document.activeElement?.tagName;

it("puts the focus on the heading of each page that is changed to", async () => {
  const go = open();
  expect(focused()).not.toBe("One");
  await go("/two");
  expect(focused()).toBe("Two");
  await go("/");
  expect(focused()).toBe("One");
});

it("leaves it where it is within a page, and where a form has put it", async () => {
  const go = open();
  await go("/two");
  screen.getByRole("textbox").focus();
  await go("/two?year=2025");
  expect(focused()).toBe("INPUT");
  await go("/form");
  expect(focused()).toBe("INPUT");
});

it("is reached past bar and navigation by the link that comes first", () => {
  open();
  act(() => screen.getByRole("link", { name: "Skip to the page" }).click());
  expect(focused()).toBe("One");
  expect(window.location.hash).toBe("");
});
