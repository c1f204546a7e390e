import { describe, expect, it } from "vitest";
import { SYSTEM } from "../../testing";
import {
  check,
  checkConnection,
  connection,
  DEFAULTS,
  isMoved,
  newSystem,
  systemChange,
  valuesOf,
} from "./values";

const FILLED = {
  ...DEFAULTS,
  name: " Hosting ",
  url: "https://billing.example.com ",
  username: "identifier",
  password: " secret\n",
};

describe("a new system", () => {
  it("is sent without spaces around, with numbers, and without an empty access key", () => {
    const rates = [{ currency: "usd", from: "", rate: " 0.92" }];
    expect(newSystem({ ...FILLED, rates })).toEqual({
      name: "Hosting",
      description: "",
      url: "https://billing.example.com",
      username: "identifier",
      password: "secret",
      step: 250,
      parallel: 4,
      auto_sync: false,
      sync_at: "06:00",
      time_zone: "UTC",
      every: 1440,
      exchange_rate: "1",
      rates: [{ currency: "USD", from: null, rate: "0.92" }],
      full_sync_days: 30,
    });
  });

  it("needs a name, an address and a credential", () => {
    expect(Object.keys(check(DEFAULTS)).sort()).toEqual(["name", "password", "url", "username"]);
    expect(check(FILLED)).toEqual({});
  });

  it.each([
    ["step", "0"],
    ["step", "5001"],
    ["parallel", "9"],
    ["full_sync_days", "-1"],
    ["sync_at", ""],
    ["sync_at", "6:"],
    ["sync_at", "24:00"],
    ["exchange_rate", "0"],
    ["exchange_rate", "0,00"],
    ["exchange_rate", "1.234,5"],
  ])("refuses %s %s", (name, value) => {
    expect(check({ ...FILLED, [name]: value })).toHaveProperty(name);
  });

  it("refuses a rate at the line and the field that is wrong, and at no other", () => {
    const rates = [
      { currency: "USD", from: "", rate: "0.92" },
      { currency: "", from: "", rate: "x" },
    ];
    expect(Object.keys(check({ ...FILLED, rates }))).toEqual(["rates.1.currency", "rates.1.rate"]);
  });

  it.each([
    ["", true],
    ["2026-01-31", true],
    ["2026-0", false],
  ])("may have a rate from %j: %s", (from, fine) => {
    const rates = [{ currency: "USD", from, rate: "0.92" }];
    expect("rates.0.from" in check({ ...FILLED, rates })).toBe(!fine);
  });

  it("may have a rate with a comma, as a German browser's user writes it", () => {
    const rates = [{ currency: "USD", from: "", rate: "0,92" }];
    const values = { ...FILLED, exchange_rate: " 1,5 ", rates };
    expect(check(values)).toEqual({});
    expect(newSystem(values)).toMatchObject({ exchange_rate: "1.5", rates: [{ rate: "0.92" }] });
  });

  it.each([
    ["billing.example.com", true],
    ["http://127.0.0.1:8000", true],
    ["https://", false],
    ["", false],
    [" / ", false],
  ])("may have the URL %j: %s", (url, fine) => {
    expect("url" in check({ ...FILLED, url })).toBe(!fine);
  });

  it("can be tested before it has a name", () => {
    expect(checkConnection({ ...FILLED, name: "" })).toEqual({});
  });
});

describe("a stored system", () => {
  const values = valuesOf({ ...SYSTEM, rates: [{ currency: "USD", from: null, rate: "0.9" }] });

  it("never shows its secrets, and keeps them when they are left empty", () => {
    expect(values).toMatchObject({ password: "", access_key: "" });
    expect(check(values, SYSTEM)).toEqual({});
    expect(systemChange(values, SYSTEM)).not.toHaveProperty("password");
    expect(systemChange(values, SYSTEM)).not.toHaveProperty("access_key");
  });

  it("takes a new password", () => {
    expect(systemChange({ ...values, password: "new" }, SYSTEM)).toHaveProperty("password", "new");
  });

  describe("with another URL", () => {
    const moved = { ...values, url: "https://elsewhere.example.com" };
    const keyed = { ...SYSTEM, has_access_key: true };

    it("needs its password again, before it is saved or tested", () => {
      expect(check(moved, SYSTEM).password).toContain("again");
      expect(checkConnection(moved, SYSTEM).password).toContain("again");
      expect(checkConnection({ ...moved, password: " " }, SYSTEM)).toHaveProperty("password");
      expect(check({ ...moved, password: "new" }, SYSTEM)).toEqual({});
    });

    it("says which access key there is, or that there is none", () => {
      for (const [entered, access_key] of [
        ["", ""],
        [" key ", "key"],
      ]) {
        const filled = { ...moved, password: "new", access_key: entered as string };
        expect(systemChange(filled, keyed)).toMatchObject({ password: "new", access_key });
        expect(connection(filled, keyed)).toMatchObject({ password: "new", access_key });
      }
      expect(connection(values, keyed)).not.toHaveProperty("access_key");
    });

    it("is not one that is only spelt with a slash or a blank more", () => {
      expect(isMoved({ ...values, url: ` ${SYSTEM.url}/ ` }, SYSTEM)).toBe(false);
      expect(isMoved(moved, SYSTEM)).toBe(true);
      expect(isMoved(moved)).toBe(false);
    });
  });

  it("comes back as it was", () => {
    expect(systemChange(values, SYSTEM)).toMatchObject({
      name: SYSTEM.name,
      step: SYSTEM.step,
      rates: [{ currency: "USD", from: null, rate: "0.9" }],
    });
  });
});
