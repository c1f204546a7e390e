import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiProvider, createApi } from "./api";
import type { Config, FoundInvoice, MissingRate, Sync, System } from "./api-types";

interface Call {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

/** The real client in front of a service that answers from a table, `"GET /systems"` → answer. */
export function fakeService(answers: Record<string, (call: Call) => Response | Promise<Response>>) {
  const calls: Call[] = [];
  const api = createApi(
    () => "a-token",
    async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const text = await request.text();
      const call: Call = {
        method: request.method,
        path: pathname + search,
        headers: request.headers,
        body: text ? JSON.parse(text) : undefined,
      };
      calls.push(call);
      const answer = answers[`${request.method} ${pathname}`];
      return answer ? answer(call) : problem(404, { title: "No such route" });
    },
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>
      <ApiProvider value={api}>{children}</ApiProvider>
    </QueryClientProvider>
  );
  return { api, calls, client, wrapper };
}

export const json = (body: unknown, status = 200) => Response.json(body, { status });

export const problem = (status: number, body: object) =>
  new Response(JSON.stringify({ status, ...body }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });

export const CONFIG: Config = {
  issuer: "https://login.example.com",
  client_id: "console",
  scope: "openid email profile",
  groups_claim: "groups",
  admin_group: "admins",
  viewer_group: "viewers",
  reporting_currency: "EUR",
  fiscal_year_start: 1,
  outgoing_address: "",
  version: "0.0.0",
};

export const MISSING_RATE: MissingRate = {
  currency: "USD",
  invoices: 812,
  from: "2024-03-01",
  to: "2026-01-31",
  until: null,
  used: "1",
  warning: "Hosting: 812 invoices in USD of 2024-03-01 to 2026-01-31 are converted at 1: …",
};

export const SYNC: Sync = {
  id: "20260101T000000-abc",
  system_id: "one",
  mode: "full",
  state: "running",
  invoices_total: 1000,
  invoices_seen: 250,
  added: 250,
  updated: 0,
  deleted: 0,
  unchanged: 0,
  steps_done: 1,
  steps_total: 4,
  started_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:10Z",
  ended_at: null,
  cancel_requested: false,
  resumed_from: null,
  error: null,
  proof: null,
  log: [],
  continuable: false,
};

export const SYSTEM: System = {
  id: "one",
  kind: "whmcs",
  name: "Hosting",
  description: "",
  url: "https://billing.example.com",
  username: "identifier",
  has_access_key: false,
  step: 250,
  parallel: 4,
  auto_sync: false,
  sync_at: "06:00",
  time_zone: "UTC",
  every: 1440,
  next_sync_at: null,
  exchange_rate: "1",
  rates: [],
  full_sync_days: 30,
  version: 3,
  created_at: "2026-01-01T00:00:00Z",
  updated_at: "2026-01-01T00:00:00Z",
  deleting: false,
  invoices: 0,
  currency: "EUR",
  net: "0.00",
  gross: "0.00",
  warnings: [],
  missing_rates: [],
  unreadable: [],
  complete: true,
  verified_since: "2026-01-01T00:00:00Z",
  running_sync_id: null,
  last_sync: null,
  hook: null,
};

export const INVOICE: FoundInvoice = {
  system_id: "one",
  id: 1,
  number: "2026-0001",
  date: "2026-01-31",
  due_date: "2026-02-14",
  paid_date: "2026-02-03",
  status: "Paid",
  currency: "EUR",
  net: "100.00",
  tax: "19.00",
  gross: "119.00",
  credit: "0.00",
  total: "119.00",
  refunded_date: null,
  unreadable: null,
};
