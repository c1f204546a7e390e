import { describe, expect, it } from "vitest";
import { SYSTEM } from "../../testing";
import { check, checkConnection, DEFAULTS, newSystem, systemChange, valuesOf } from "./values";

const FILLED = {
  ...DEFAULTS,
  name: " Hosting ",
  url: "https://billing.example.com ",
  username: "identifier",
  password: "secret",
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
      exchange_rate: "1",
      rates: [{ currency: "USD", from: null, rate: "0.92" }],
      full_sync_days: 30,
    });
  });

  it("needs a name, an address and a credential", () => {
    expect(Object.keys(check(DEFAULTS, false)).sort()).toEqual([
      "name",
      "password",
      "url",
      "username",
    ]);
    expect(check(FILLED, false)).toEqual({});
  });

  it.each([
    ["step", "0"],
    ["step", "5001"],
    ["parallel", "9"],
    ["full_sync_days", "-1"],
    ["exchange_rate", "0"],
    ["exchange_rate", "0,92"],
  ])("refuses %s %s", (name, value) => {
    expect(check({ ...FILLED, [name]: value }, false)).toHaveProperty(name);
  });

  it("refuses a rate without a currency", () => {
    const rates = [{ currency: "", from: "", rate: "1" }];
    expect(check({ ...FILLED, rates }, false)).toHaveProperty("rates");
  });

  it("can be tested before it has a name", () => {
    expect(checkConnection({ ...FILLED, name: "" }, false)).toEqual({});
  });
});

describe("a stored system", () => {
  const values = valuesOf({ ...SYSTEM, rates: [{ currency: "USD", from: null, rate: "0.9" }] });

  it("never shows its secrets, and keeps them when they are left empty", () => {
    expect(values).toMatchObject({ password: "", access_key: "" });
    expect(check(values, true)).toEqual({});
    expect(systemChange(values)).not.toHaveProperty("password");
    expect(systemChange(values)).not.toHaveProperty("access_key");
  });

  it("takes a new password", () => {
    expect(systemChange({ ...values, password: "new" })).toHaveProperty("password", "new");
  });

  it("comes back as it was", () => {
    expect(systemChange(values)).toMatchObject({
      name: SYSTEM.name,
      step: SYSTEM.step,
      rates: [{ currency: "USD", from: null, rate: "0.9" }],
    });
  });
});
