import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ComponentProps, ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import type { System } from "../../api-types";
import { ConfigProvider } from "../../config";
import { ShellContext } from "../../layout/context";
import { CONFIG, fakeService, json, MISSING_RATE, SYSTEM } from "../../testing";
import { SystemForm } from "./form";
import { zones } from "./schedule";
import { DEFAULTS, systemChange, type Values, valuesOf } from "./values";

afterEach(cleanup);

/** A whole form of Cloudscape takes its time in jsdom. */
const SLOW_MS = 30_000;
const KEYED: System = { ...SYSTEM, has_access_key: true };
const SHELL = {
  setCrumbs: vi.fn(),
  setHelp: vi.fn(),
  setContentType: vi.fn(),
  openHelp: vi.fn(),
  flash: vi.fn(),
};

function edit(system: System) {
  return show({ system, initial: valuesOf(system) });
}

function show(
  shown: Partial<ComponentProps<typeof SystemForm>>,
  answers: Parameters<typeof fakeService>[0] = {},
  address = "/",
) {
  const saved: Values[] = [];
  const { wrapper: Service, calls } = fakeService(answers);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ConfigProvider value={CONFIG}>
      <ShellContext value={SHELL}>
        <Service>
          <MemoryRouter initialEntries={[address]}>{children}</MemoryRouter>
        </Service>
      </ShellContext>
    </ConfigProvider>
  );
  render(
    <SystemForm
      initial={DEFAULTS}
      submitText="Save"
      submitting={false}
      error={null}
      onSubmit={(values) => saved.push(values)}
      onCancel={() => {}}
      {...shown}
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

it(
  "marks the rate that is wrong, and no other",
  () => {
    const rates = ["0,92", "x"].map((rate) => ({ currency: "USD", from: "", rate }));
    show({ system: SYSTEM, initial: { ...valuesOf(SYSTEM), rates } });
    press("Save");
    const invalid = ["Value of rate 1", "Value of rate 2", "Currency of rate 2"].map((label) =>
      screen.getByLabelText(label).getAttribute("aria-invalid"),
    );
    expect(invalid).toEqual([null, "true", null]);
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

const LACKING: System = { ...SYSTEM, missing_rates: [MISSING_RATE] };
const LACKS = /^No rate for USD from 2024-03-01 on: 812 invoices are counted at 1 USD = 1 EUR\.$/;

it(
  "fills in what is known of a missing rate, and asks for its value",
  () => {
    const { saved } = edit(LACKING);
    expect(screen.getByText(LACKS)).toBeTruthy();
    press("Add a rate for USD");
    expect(document.activeElement).toBe(screen.getByLabelText("Value of rate 1"));
    expect(screen.queryByText(LACKS)).toBeNull();
    enter("Value of rate 1", "0.92");
    press("Save");
    const rates = [{ currency: "USD", from: "2024-03-01", rate: "0.92" }];
    expect(saved.map((values) => systemChange(values, SYSTEM))).toMatchObject([{ rates }]);
  },
  SLOW_MS,
);

it(
  "knows what the reporting currency is worth in itself",
  () => {
    edit({ ...SYSTEM, missing_rates: [{ ...MISSING_RATE, currency: "EUR", used: "0.9" }] });
    press("Add a rate for EUR");
    expect(screen.getByLabelText("Value of rate 1")).toHaveProperty("value", "1");
  },
  SLOW_MS,
);

it.each([
  ["2024-03-01", false],
  ["", false],
  ["2024-03-02", true],
])(
  "says that a rate is missing until one is entered for all days: from %j: %s",
  (from, isMissing) => {
    const rates = [{ currency: "usd", from, rate: "0.92" }];
    show({ system: LACKING, initial: { ...valuesOf(LACKING), rates } });
    expect(screen.queryByText(LACKS) !== null).toBe(isMissing);
  },
  SLOW_MS,
);

it(
  "takes who comes for the rates to them",
  () => {
    show({ system: LACKING, initial: valuesOf(LACKING) }, {}, "/edit#rates");
    expect(document.activeElement?.textContent).toBe("Currency");
  },
  SLOW_MS,
);
