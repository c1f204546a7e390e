import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { System } from "../../api-types";
import { json, SYSTEM } from "../../testing";
import { zones } from "./schedule";
import { edit, enter, press, SLOW_MS, show } from "./testing";
import { DEFAULTS, systemChange } from "./values";

afterEach(cleanup);

const KEYED: System = { ...SYSTEM, has_access_key: true };

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

it(
  "names the fields that are wrong beside the button, and goes to the first of them",
  async () => {
    const { saved } = show({ initial: { ...DEFAULTS, name: "Hosting" } });
    press("Save");
    expect(await screen.findByText(/^3 fields need a correction: URL, Username, Password\.$/));
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("URL")));
    expect(saved).toEqual([]);
  },
  SLOW_MS,
);

const FILLED = {
  ...DEFAULTS,
  name: "Hosting",
  url: "https://billing.example.com",
  username: "identifier",
  password: "secret",
};

it(
  "tests a new system's connection before it is made, and makes it all the same when told to",
  async () => {
    const refused = { ok: false, code: "SourceRejected", detail: "Invalid.", advice: "Look." };
    const onSubmit = vi.fn();
    const { calls } = show(
      { initial: FILLED, testsFirst: true, onSubmit },
      { "POST /systems/test": () => json(refused) },
    );
    press("Save");
    expect(await screen.findByText(/^The system was not created/)).toBeTruthy();
    expect(calls.map(({ path }) => path)).toEqual(["/systems/test"]);
    expect(onSubmit).not.toHaveBeenCalled();
    press("Create it all the same");
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith(FILLED, null);
  },
  SLOW_MS,
);

it(
  "tells how many invoices the test found, and tests nothing twice",
  async () => {
    const connected = { ok: true, invoices: 1200, steps: 5, milliseconds: 40 };
    const onSubmit = vi.fn();
    const { calls } = show(
      { initial: FILLED, testsFirst: true, onSubmit },
      { "POST /systems/test": () => json(connected) },
    );
    press("Test connection");
    expect(await screen.findByText(/WHMCS holds 1,200 invoices/)).toBeTruthy();
    press("Save");
    await vi.waitFor(() => expect(onSubmit).toHaveBeenCalledExactlyOnceWith(FILLED, 1200));
    expect(calls).toHaveLength(1);
  },
  SLOW_MS,
);
