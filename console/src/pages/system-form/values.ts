import type { Connection, NewSystem, System, SystemChange } from "../../api-types";

/** What the form holds: texts as typed, so that a half-typed number is no problem. */
export interface Values {
  name: string;
  description: string;
  url: string;
  username: string;
  password: string;
  access_key: string;
  step: string;
  parallel: string;
  auto_sync: boolean;
  sync_at: string;
  time_zone: string;
  every: string;
  exchange_rate: string;
  rates: RateValues[];
  full_sync_days: string;
}

/** When automatic syncs start. */
export type ScheduleValues = Pick<Values, "sync_at" | "time_zone" | "every">;

export interface RateValues {
  currency: string;
  from: string;
  rate: string;
}

/** By field, as the API names them; of a rate `rates.0.currency`. */
export type Problems = Record<string, string>;

export const DEFAULTS: Values = {
  name: "",
  description: "",
  url: "https://",
  username: "",
  password: "",
  access_key: "",
  step: "250",
  parallel: "4",
  auto_sync: false,
  sync_at: "06:00",
  time_zone: "UTC",
  every: "1440",
  exchange_rate: "1",
  rates: [],
  full_sync_days: "30",
};

export function valuesOf(system: System): Values {
  return {
    ...DEFAULTS,
    name: system.name,
    description: system.description,
    url: system.url,
    username: system.username,
    step: String(system.step),
    parallel: String(system.parallel),
    auto_sync: system.auto_sync,
    sync_at: system.sync_at,
    time_zone: system.time_zone,
    every: String(system.every),
    exchange_rate: system.exchange_rate,
    rates: system.rates.map((rate) => ({ ...rate, from: rate.from ?? "" })),
    full_sync_days: String(system.full_sync_days),
  };
}

/** Without the access key when it was left empty: empty means "none" or "keep it". */
export function newSystem(values: Values): NewSystem {
  const { access_key, ...rest } = { ...values, access_key: values.access_key.trim() };
  return {
    ...rest,
    name: values.name.trim(),
    url: values.url.trim(),
    username: values.username.trim(),
    password: values.password.trim(),
    step: Number(values.step),
    parallel: Number(values.parallel),
    every: Number(values.every),
    full_sync_days: Number(values.full_sync_days),
    ...ratesOf(values),
    ...(access_key ? { access_key } : {}),
  };
}

export const ratesOf = (values: Pick<Values, "exchange_rate" | "rates">) => ({
  exchange_rate: rate(values.exchange_rate),
  rates: values.rates.map((one) => ({
    currency: one.currency.trim().toUpperCase(),
    from: one.from || null,
    rate: rate(one.rate),
  })),
});

/** As a new system, without the password when it was left empty: "keep it". */
export function systemChange(values: Values, system: System): SystemChange {
  const { password, ...change } = { ...newSystem(values), ...movedKey(values, system) };
  return password ? { ...change, password } : change;
}

export function connection(values: Values, system?: System): Connection {
  const { url, username, password, step, access_key } = newSystem(values);
  return {
    url,
    username,
    password,
    ...(step ? { step } : {}),
    ...(access_key ? { access_key } : {}),
    ...movedKey(values, system),
  };
}

/**
 * Whether the URL leads elsewhere than the stored one, so that what is stored must be entered again:
 * a password goes only to the address it was entered for.
 */
export function isMoved(values: Values, system?: System): boolean {
  return system !== undefined && address(values.url) !== address(system.url);
}

const address = (url: string) => url.trim().replace(/\/+$/, "");

/** With another address, an access key that is left empty is none: the stored one cannot go along. */
const movedKey = (values: Values, system?: System) =>
  isMoved(values, system) ? { access_key: values.access_key.trim() } : {};

/** What can be checked without a request; the API checks it all. */
export function check(values: Values, system?: System): Problems {
  const problems: Problems = { ...checkConnection(values, system), ...checkRates(values) };
  if (!values.name.trim()) {
    problems.name = "Enter a name.";
  }
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(values.sync_at)) {
    problems.sync_at = "Enter hours and minutes, such as 06:00.";
  }
  if (!isWhole(values.parallel, 1, 8)) {
    problems.parallel = "Enter a whole number from 1 to 8.";
  }
  if (!isWhole(values.full_sync_days, 0, 3650)) {
    problems.full_sync_days = "Enter a whole number of days; 0 means never.";
  }
  return problems;
}

export function checkConnection(values: Values, system?: System): Problems {
  const problems: Problems = {};
  if (!/^[^/\s]/.test(values.url.trim().replace(/^https?:\/\//i, ""))) {
    problems.url = "Enter the address of WHMCS, such as https://billing.example.com.";
  }
  if (!values.username.trim()) {
    problems.username = "Enter the identifier of the API credential.";
  }
  if (!values.password.trim() && (system === undefined || isMoved(values, system))) {
    problems.password = system
      ? "Enter the password again: the URL is another one."
      : "Enter the secret of the API credential.";
  }
  if (!isWhole(values.step, 1, 5000)) {
    problems.step = "Enter a whole number from 1 to 5000.";
  }
  return problems;
}

export function checkRates(values: Pick<Values, "exchange_rate" | "rates">): Problems {
  const problems: Problems = {};
  if (!isRate(values.exchange_rate)) {
    problems.exchange_rate = RATE;
  }
  values.rates.forEach(({ currency, from, rate }, index) => {
    if (!/^[a-z]{3}$/i.test(currency.trim())) {
      problems[`rates.${index}.currency`] = "Enter three letters, such as USD.";
    }
    if (from && !/^\d{4}-\d\d-\d\d$/.test(from)) {
      problems[`rates.${index}.from`] = "Enter a whole date, such as 2026-01-31.";
    }
    if (!isRate(rate)) {
      problems[`rates.${index}.rate`] = RATE;
    }
  });
  return problems;
}

const RATE = "Enter a number greater than 0, such as 0.92.";

export const isRate = (text: string) =>
  /^\d+([.,]\d+)?$/.test(text.trim()) && Number(rate(text)) > 0;

/** Half of Europe writes 0,92. */
export const rate = (text: string) => text.trim().replace(",", ".");

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}
