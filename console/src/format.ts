/** How values are written for people: in the browser's language for numbers, dates as ISO days. */

import type { By, Mode, State, Sync, SyncSummary } from "./api-types";

const counts = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const dateTimes = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const moments = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "short",
});
const times = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const months = new Intl.DateTimeFormat(undefined, { month: "short", timeZone: "UTC" });
const yearMonths = new Intl.DateTimeFormat(undefined, {
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const days = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const monthDays = new Intl.DateTimeFormat(undefined, {
  month: "short",
  day: "numeric",
  timeZone: "UTC",
});
const shares = new Intl.NumberFormat(undefined, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});

export const NONE = "–";

export const count = (value: number) => counts.format(value);
export const compact = (value: number) => short.format(value);

/** `amount` is a decimal string and is never turned into a float. */
export function money(amount: string | number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return format.format(amount as number);
}

/** In the currency of an invoice. Codes come from WHMCS, where they may be anything. */
export const moneyOf = (currency: string, amount: string) =>
  /^[A-Z]{3}$/.test(currency) ? money(amount, currency) : `${amount} ${currency}`;

export const plural = (number: number, one: string, many = `${one}s`) =>
  `${count(number)} ${number === 1 ? one : many}`;

export const dateTime = (iso: string) => dateTimes.format(new Date(iso));
/** With the name of the reader's time zone, for what is planned in another one. */
export const moment = (iso: string) => moments.format(new Date(iso));
export const time = (iso: string) => times.format(new Date(iso));

export function ago(iso: string, now: Date = new Date()): string {
  const seconds = Math.round((Date.parse(iso) - now.getTime()) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) {
      return relative.format(Math.trunc(seconds / size), unit);
    }
  }
  return "just now";
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How old the oldest of some figures is; null: not every figure was ever compared with WHMCS. */
export const age = (verifiedSince: string | null) =>
  verifiedSince === null
    ? "Some figures were never verified"
    : `No figure older than ${dateTime(verifiedSince)}`;

/** Whole seconds up to a minute, then the two largest units: `1 min 5 s`, `2 h 3 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  if (hours) {
    return `${hours} h ${minutes} min`;
  }
  return minutes ? `${minutes} min ${rest} s` : `${rest} s`;
}

/** As minutes from one automatic sync to the next. */
export const ONCE_A_DAY = 1440;

export function often(minutes: number): string {
  if (minutes === ONCE_A_DAY) {
    return "Once a day";
  }
  if (minutes % 60) {
    return `Every ${minutes} minutes`;
  }
  return minutes === 60 ? "Every hour" : `Every ${minutes / 60} hours`;
}

export const MODES: Record<Mode, string> = { full: "Full sync", incremental: "Sync" };

export const STATES: Record<State, string> = {
  queued: "Waiting",
  running: "Running",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
};

export interface Progress {
  /** 0 to 100, or null as long as the total is unknown. */
  percent: number | null;
  /** What the percentage counts. */
  by: "invoices" | "steps";
  /** Invoices a second. */
  rate: number;
  /** Milliseconds, or null as long as it is not known. */
  remaining: number | null;
}

/** Milliseconds that a sync took; of one that runs, so far. */
export const elapsed = ({ started_at, ended_at, updated_at }: SyncSummary) =>
  Date.parse(ended_at ?? updated_at) - Date.parse(started_at);

/** How far a sync is: by invoices where it reads them all, by steps where it reads some or the rest. */
export function progress(sync: Sync): Progress {
  const took = elapsed(sync);
  const rate = took > 0 ? (sync.invoices_seen / took) * 1000 : 0;
  const by = sync.mode === "full" && sync.resumed_from === null ? "invoices" : "steps";
  const [done, total] =
    by === "invoices"
      ? [sync.invoices_seen, sync.invoices_total]
      : [sync.steps_done, sync.steps_total];
  const share = total === null ? null : total === 0 ? 1 : Math.min(1, done / total);
  const known = share !== null && share > 0 && took > 0;
  return {
    percent: share === null ? null : share * 100,
    by,
    rate,
    remaining: known ? (took / share) * (1 - share) : null,
  };
}

/** Always with one decimal, so that a column of them lines up: `+12.0%`. */
export const percent = (share: number) => shares.format(share);

/** The days from one to another, as ISO text: `Jan 1 – Nov 24, 2025`. */
export const span = (from: string, to: string) =>
  days.formatRange(utc(from), utc(to)).replaceAll(THIN_SPACE, " ");

/** The months from one day's to another's: `Jul 2025 – Jun 2026`. */
export const monthSpan = (from: string, to: string) =>
  yearMonths.formatRange(utc(from), utc(to)).replaceAll(THIN_SPACE, " ");

/** `2026-11` → `Nov 2026`, or `Nov` where the year is said already; so all periods, everywhere. */
export function periodName(period: string, by: By, inYear = false): string {
  if (by === "day") {
    return (inYear ? monthDays : days).format(utc(period));
  }
  const [year = "", rest] = period.split("-");
  if (rest === undefined) {
    return year;
  }
  const short = by === "month" ? months.format(utc(`${period}-01`)) : rest;
  return inYear ? short : `${short} ${year}`;
}

const THIN_SPACE = "\u2009";
const utc = (day: string) => new Date(`${day}T00:00:00Z`);
