import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import type { System } from "../../api-types";
import { ConfigProvider } from "../../config";
import { ShellContext } from "../../layout/context";
import { CONFIG, fakeService, SYSTEM } from "../../testing";
import { SystemForm } from "./form";
import { zones } from "./schedule";
import { systemChange, type Values, valuesOf } from "./values";

afterEach(cleanup);

/** A whole form of Cloudscape takes its time in jsdom. */
const SLOW_MS = 30_000;
const KEYED: System = { ...SYSTEM, has_access_key: true };
const SHELL = { setCrumbs: vi.fn(), setHelp: vi.fn(), openHelp: vi.fn(), flash: vi.fn() };

function edit(system: System) {
  const saved: Values[] = [];
  const { wrapper: Service, calls } = fakeService({});
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ConfigProvider value={CONFIG}>
      <ShellContext value={SHELL}>
        <Service>{children}</Service>
      </ShellContext>
    </ConfigProvider>
  );
  render(
    <SystemForm
      system={system}
      initial={valuesOf(system)}
      submitText="Save"
      submitting={false}
      error={null}
      onSubmit={(values) => saved.push(values)}
      onCancel={() => {}}
    />,
    { wrapper },
  );
  return { saved, calls };
}

const enter = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

it(
  "asks for the password again when the URL is edited, and says why at the field",
  () => {
    const { saved, calls } = edit(KEYED);
    expect(screen.getAllByText("Stored; leave empty to keep it.")).toHaveLength(2);

    enter("URL", "https://elsewhere.example.com");
    expect(screen.getAllByText(/only to the URL it was entered for/)).toHaveLength(2);
    press("Test connection");
    press("Save");
    expect(screen.getByText("Enter the password again: the URL is another one.")).toBeTruthy();
    expect([saved, calls]).toEqual([[], []]);

    enter(/^Password/, "new");
    press("Save");
    expect(saved.map((values) => systemChange(values, KEYED))).toMatchObject([
      { url: "https://elsewhere.example.com", password: "new", access_key: "" },
    ]);
  },
  SLOW_MS,
);

it(
  "keeps what is stored when the URL is not edited",
  () => {
    const { saved } = edit(KEYED);
    enter("Name", "Renamed");
    press("Save");
    const [change] = saved.map((values) => systemChange(values, KEYED));
    expect(change).toMatchObject({ name: "Renamed" });
    expect(change).not.toHaveProperty("password");
    expect(change).not.toHaveProperty("access_key");
  },
  SLOW_MS,
);

it("offers each time zone once, by the name of today, and the one that is stored", () => {
  const offered = zones("Etc/GMT+5");
  expect(offered[0]).toBe("UTC");
  expect(offered).toEqual(expect.arrayContaining(["Etc/GMT+5", "Asia/Kolkata", "Europe/Kyiv"]));
  expect(offered.filter((name) => /Calcutta|Kiev/.test(name))).toEqual([]);
  expect(new Set(offered).size).toBe(offered.length);
});

it(
  "says when automatic syncs start only where there are any",
  () => {
    const { saved } = edit({ ...SYSTEM, time_zone: "Europe/Berlin", every: 100 });
    expect(screen.queryByLabelText("Starts at")).toBeNull();
    fireEvent.click(screen.getByLabelText("Automatic sync"));
    expect(screen.getByText("Every 100 minutes")).toBeTruthy();
    expect(screen.getByText("Europe/Berlin")).toBeTruthy();
    enter("Starts at", "07:15");
    press("Save");
    expect(saved.map((values) => systemChange(values, SYSTEM))).toMatchObject([
      { auto_sync: true, sync_at: "07:15", time_zone: "Europe/Berlin", every: 100 },
    ]);
  },
  SLOW_MS,
);
