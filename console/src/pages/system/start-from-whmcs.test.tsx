import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it } from "vitest";
import type { System } from "../../api-types";
import { SessionContext } from "../../session/session";
import { fakeService, json, problem, SYSTEM } from "../../testing";
import { hookFile } from "./hook-file";
import { StartFromWhmcs } from "./start-from-whmcs";

afterEach(cleanup);

const MADE = { url: "https://api.example.com/hooks/whmcs/one", key: "whsec_c2VjcmV0" };
const HOOKED: System = { ...SYSTEM, hook: { created_at: "2026-01-31T08:00:00Z" } };
const ADMIN = { name: "", email: "", canRead: true, canChange: true, expired: false };
const ROUTE = "/systems/one/hook-key";

function show(system: System, answers: Record<string, () => Response>, canChange = true) {
  const { wrapper: Service, calls } = fakeService(answers);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <SessionContext value={{ ...ADMIN, canChange }}>
      <Service>{children}</Service>
    </SessionContext>
  );
  const { container } = render(<StartFromWhmcs system={system} />, { wrapper });
  return { calls, container };
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name, hidden: true }));
const button = (name: string) => screen.queryByRole("button", { name, hidden: true });

it("shows key and file when a key was made, and says that it is this once", async () => {
  const { calls, container } = show(SYSTEM, { [`POST ${ROUTE}`]: () => json(MADE, 201) });
  expect(container.textContent).toContain("Off");
  expect(button("Switch off")).toBeNull();
  press("Create key");
  await waitFor(() => expect(container.textContent).toContain(MADE.key));
  expect(container.textContent).toContain("Shown only now");
  expect(container.textContent).toContain(`$url = '${MADE.url}';`);
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST ${ROUTE}`]);
});

it("switches off, and forgets the key it has shown", async () => {
  const { container } = show(HOOKED, {
    [`POST ${ROUTE}`]: () => json(MADE, 201),
    [`DELETE ${ROUTE}`]: () => json(SYSTEM),
  });
  expect(container.textContent).toContain("On, with a key of Jan 31, 2026");
  press("Replace key");
  await waitFor(() => expect(container.textContent).toContain(MADE.key));
  press("Switch off");
  await waitFor(() => expect(container.textContent).not.toContain(MADE.key));
});

it("says why no key was made", async () => {
  const { container } = show(SYSTEM, {
    [`POST ${ROUTE}`]: () => problem(409, { title: "Gone", detail: "It is being deleted." }),
  });
  press("Create key");
  await waitFor(() => expect(container.textContent).toContain("It is being deleted."));
});

it("offers nothing to who may change nothing", () => {
  show(HOOKED, {}, false);
  expect(button("Replace key")).toBeNull();
  expect(button("Switch off")).toBeNull();
});

it("fills address and key into the file", () => {
  const file = hookFile(MADE);
  expect(file).toContain(`$url = '${MADE.url}';`);
  expect(file).toContain(`$key = '${MADE.key}';`);
  expect(file).not.toMatch(/REVENUE_SYNC_/);
});
