/** The shapes of the HTTP API. Money and rates are decimal strings, times are UTC in ISO 8601. */

export type Mode = "full" | "missing";
export type State = "queued" | "running" | "succeeded" | "failed" | "cancelled";
export type By = "day" | "week" | "month" | "quarter" | "year";
export type Basis = "issued" | "paid";

export interface Rate {
  currency: string;
  from: string | null;
  rate: string;
}

export interface LastSync {
  id: string;
  mode: Mode;
  state: State;
  started_at: string;
  ended_at: string | null;
}

export interface System {
  id: string;
  kind: "whmcs";
  name: string;
  description: string;
  url: string;
  username: string;
  has_access_key: boolean;
  step: number;
  parallel: number;
  auto_sync: boolean;
  exchange_rate: string;
  rates: Rate[];
  full_sync_days: number;
  version: number;
  created_at: string;
  updated_at: string;
  deleting: boolean;
  invoices: number;
  currency: string;
  net: string;
  gross: string;
  warnings: string[];
  running_sync_id: string | null;
  last_sync: LastSync | null;
}

export interface NewSystem {
  name: string;
  description: string;
  url: string;
  username: string;
  password: string;
  access_key?: string;
  step: number;
  parallel: number;
  auto_sync: boolean;
  exchange_rate: string;
  rates: Rate[];
  full_sync_days: number;
}

export type SystemChange = Partial<NewSystem>;

export type ConnectionTest =
  | { ok: true; invoices: number; steps: number; milliseconds: number }
  | { ok: false; code: string; detail: string; advice: string };

export interface SyncFailure {
  code: string;
  title: string;
  detail: string;
  advice: string;
}

export interface Sync {
  id: string;
  system_id: string;
  mode: Mode;
  state: State;
  invoices_total: number | null;
  invoices_seen: number;
  added: number;
  updated: number;
  deleted: number;
  unchanged: number;
  steps_done: number;
  steps_total: number | null;
  started_at: string;
  updated_at: string;
  ended_at: string | null;
  cancel_requested: boolean;
  resumed_from: string | null;
  error: SyncFailure | null;
  proof: { remote_total: number; stored_total: number; last_id: number } | null;
  log: { at: string; message: string }[];
}

export interface Invoice {
  id: number;
  number: string;
  date: string | null;
  due_date: string | null;
  paid_date: string | null;
  status: string;
  currency: string;
  net: string;
  tax: string;
  gross: string;
  total: string;
}

export interface InvoicePage {
  invoices: Invoice[];
  next: string | null;
}

export interface Amounts {
  count: number;
  net: string;
  tax: string;
  gross: string;
}

export interface RevenueRow extends Amounts {
  period: string;
  average_net: string;
  average_gross: string;
  by_system: Record<string, Amounts>;
}

export interface Revenue {
  currency: string;
  rows: RevenueRow[];
  total: Omit<RevenueRow, "period">;
  warnings: string[];
}

export interface RevenueQuery {
  from?: string;
  to?: string;
  by: By;
  basis: Basis;
  status: string[];
  system_id?: string;
}

export interface Config {
  issuer: string;
  client_id: string;
  reporting_currency: string;
  outgoing_address: string;
  version: string;
}
