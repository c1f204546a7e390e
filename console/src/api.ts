import createClient from "openapi-fetch";
import { createContext, useContext } from "react";
import { errorOf, unreachable } from "./api-error";
import type {
  Connection,
  InvoiceQuery,
  NewSystem,
  RatesToTry,
  RevenueQuery,
  SyncRequest,
  SystemChange,
} from "./api-types";
import type { paths } from "./openapi";

export type Api = ReturnType<typeof createApi>;

/** One function for each operation of the API; all throw ApiError. */
export function createApi(token: () => string | undefined, fetch: typeof window.fetch = send) {
  const client = createClient<paths>({ baseUrl: window.location.origin, fetch });
  client.use({
    onRequest: ({ request }) => {
      request.headers.set("authorization", `Bearer ${token() ?? ""}`);
    },
    onError: ({ error }) => (isAbort(error) ? undefined : unreachable()),
  });
  const at = (system_id: string) => ({ path: { system_id } });
  const page = (limit: number, cursor?: string) => ({ limit, ...(cursor ? { cursor } : {}) });

  return {
    systems: async (signal?: AbortSignal) =>
      answer(await client.GET("/systems", signal ? { signal } : {})).systems,
    system: async (id: string) =>
      answer(await client.GET("/systems/{system_id}", { params: at(id) })),
    createSystem: async (body: NewSystem, key: string) =>
      answer(
        await client.POST("/systems", { body, params: { header: { "Idempotency-Key": key } } }),
      ),
    changeSystem: async (id: string, body: SystemChange, version: number) =>
      answer(
        await client.PATCH("/systems/{system_id}", {
          body,
          params: { ...at(id), header: ifMatch(version) },
        }),
      ),
    deleteSystem: async (id: string, version: number) =>
      answer(
        await client.DELETE("/systems/{system_id}", {
          params: { ...at(id), header: ifMatch(version) },
        }),
      ),
    testNewSystem: async (body: Connection) => answer(await client.POST("/systems/test", { body })),
    testSystem: async (id: string, body: Partial<Connection>) =>
      answer(await client.POST("/systems/{system_id}/test", { body, params: at(id) })),
    previewRates: async (
      id: string,
      body: RatesToTry,
      fiscal_year_start: number,
      signal: AbortSignal,
    ) =>
      answer(
        await client.POST("/systems/{system_id}/rates/preview", {
          body,
          params: { ...at(id), query: { fiscal_year_start } },
          signal,
        }),
      ),
    createHookKey: async (id: string) =>
      answer(await client.POST("/systems/{system_id}/hook-key", { params: at(id) })),
    deleteHookKey: async (id: string) =>
      answer(await client.DELETE("/systems/{system_id}/hook-key", { params: at(id) })),
    startSync: async (id: string, body: SyncRequest, key: string) =>
      answer(
        await client.POST("/systems/{system_id}/syncs", {
          body,
          params: { ...at(id), header: { "Idempotency-Key": key } },
        }),
      ),
    syncs: async (id: string, limit: number, cursor?: string) =>
      answer(
        await client.GET("/systems/{system_id}/syncs", {
          params: { ...at(id), query: page(limit, cursor) },
        }),
      ),
    sync: async (system_id: string, sync_id: string) =>
      answer(
        await client.GET("/systems/{system_id}/syncs/{sync_id}", {
          params: { path: { system_id, sync_id } },
        }),
      ),
    cancelSync: async (system_id: string, sync_id: string) =>
      answer(
        await client.POST("/systems/{system_id}/syncs/{sync_id}/cancel", {
          params: { path: { system_id, sync_id } },
        }),
      ),
    events: async (id: string, limit: number, cursor?: string) =>
      answer(
        await client.GET("/systems/{system_id}/events", {
          params: { ...at(id), query: page(limit, cursor) },
        }),
      ),
    invoices: async (id: string, limit: number, cursor?: string) =>
      answer(
        await client.GET("/systems/{system_id}/invoices", {
          params: { ...at(id), query: page(limit, cursor) },
        }),
      ),
    findInvoices: async (query: InvoiceQuery, signal?: AbortSignal) =>
      answer(await client.GET("/invoices", { params: { query }, ...(signal ? { signal } : {}) })),
    revenue: async (query: RevenueQuery) =>
      answer(await client.GET("/revenue", { params: { query } })),
    revenueCsv: async (query: RevenueQuery): Promise<Blob> =>
      answer(
        await client.GET("/revenue", {
          params: { query },
          headers: { accept: "text/csv" },
          parseAs: "blob",
        }),
      ) as Blob,
  };
}

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

function answer<T>({ data, error, response }: Answer<T>): T {
  if (!response.ok || data === undefined) {
    throw errorOf(response.status, error);
  }
  return data;
}

/** Looked up at each call, so that the page's own fetch is the one in use. */
const send: typeof window.fetch = (...request) => window.fetch(...request);

const ifMatch = (version: number) => ({ "If-Match": `"${version}"` });

const isAbort = (error: unknown) => error instanceof DOMException && error.name === "AbortError";

const ApiContext = createContext<Api | null>(null);
export const ApiProvider = ApiContext.Provider;

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) {
    throw new Error("There is no ApiProvider around this component.");
  }
  return api;
}
